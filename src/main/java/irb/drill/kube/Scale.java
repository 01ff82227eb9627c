package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;

/// The number of replicas of an object, read and written as an object of its own.
final class Scale {
  private Scale() {}

  static ObjectNode of(KubeObject object) {
    var scale = JsonNodeFactory.instance.objectNode();
    scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    var metadata = scale.putObject("metadata");
    for (var field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.put(field, object.metadata().path(field).asText());
    }
    scale.putObject("spec").put("replicas", object.replicas());
    scale
        .putObject("status")
        .put("replicas", object.json().path("status").path("replicas").asInt())
        .put("selector", selector(object));
    return scale;
  }

  /// `object` with as many replicas as `scale` wants.
  static KubeObject applied(Kind kind, KubeObject object, JsonNode scale) {
    var replicas = scale.path("spec").path("replicas");
    var number = replicas.isMissingNode() || replicas.isNull() ? 0 : replicas.asInt(-1);
    if (number < 0 || !(replicas.isMissingNode() || replicas.isNull() || replicas.isInt())) {
      throw ApiError.invalid(
          kind, object.name(), "spec.replicas", "must be a whole number of at least 0");
    }
    var scaled = object.copy();
    scaled.spec().put("replicas", number);
    scaled
        .metadata()
        .put("resourceVersion", scale.path("metadata").path("resourceVersion").asText());
    return scaled;
  }

  /// The labels by which it finds its pods, e.g. `app=api`.
  static String selector(KubeObject object) {
    var selector = new StringJoiner(",");
    object
        .json()
        .path("spec")
        .path("selector")
        .path("matchLabels")
        .properties()
        .forEach(e -> selector.add(e.getKey() + "=" + e.getValue().asText()));
    return selector.toString();
  }
}
