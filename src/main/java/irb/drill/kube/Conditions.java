package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The conditions in the status of an object; each keeps the time of its last transition.
final class Conditions {
  private Conditions() {}

  /// The condition of this type; missing when there is none.
  static JsonNode of(JsonNode status, String type) {
    for (var condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  static ObjectNode put(
      ObjectNode status, String type, String value, String reason, String message, String now) {
    var old = of(status, type);
    var condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", type).put("status", value);
    if (!reason.isEmpty()) {
      condition.put("reason", reason).put("message", message);
    }
    condition.put(
        "lastTransitionTime",
        old.path("status").asText().equals(value)
            ? old.path("lastTransitionTime").asText(now)
            : now);
    var all =
        status.path("conditions") instanceof ArrayNode present
            ? present
            : status.putArray("conditions");
    all.removeIf(c -> c.path("type").asText().equals(type));
    all.add(condition);
    return condition;
  }
}
