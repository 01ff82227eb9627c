package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A JSON merge patch, RFC 7386: fields replace fields, a null removes one.
final class MergePatch {
  private MergePatch() {}

  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode fields)) {
      return patch.deepCopy();
    }
    var merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    fields
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            merged.remove(field.getKey());
          } else {
            merged.set(field.getKey(), apply(merged.path(field.getKey()), field.getValue()));
          }
        });
    return merged;
  }
}
