package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The ways to patch an object, each known by the type of the request's body.
enum Patch {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  /// What an owner wants, and no more; the owners of fields are not kept here.
  APPLY("application/apply-patch+yaml");

  private final String type;

  Patch(String type) {
    this.type = type;
  }

  static Patch of(Request request) {
    var type = request.type().split(";", 2)[0].strip();
    for (var patch : values()) {
      if (patch.type.equals(type)) {
        return patch;
      }
    }
    throw ApiError.unknownFormat(type);
  }

  /// A new object: `target` as `patch` wants it.
  ObjectNode apply(ObjectNode target, JsonNode patch) {
    var patched =
        switch (this) {
          case JSON -> JsonPatch.apply(target, patch);
          case MERGE -> MergePatch.apply(target, patch);
          case STRATEGIC, APPLY -> StrategicPatch.apply(target, patch);
        };
    if (patched instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badPatch("it leaves no object");
  }
}
