package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A strategic merge patch as far as `kubectl` makes them: like a merge patch, but lists whose
/// elements have a key are merged by it, and `$patch`, `$retainKeys` and `$deleteFromPrimitiveList`
/// are understood.
final class StrategicPatch {
  /// The fields that hold such lists, and the key of their elements, as the Kubernetes API has it.
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("env", "name"),
          Map.entry("volumes", "name"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("conditions", "type"),
          Map.entry("addresses", "type"),
          Map.entry("taints", "key"),
          Map.entry("ownerReferences", "uid"));

  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String DIRECTIVE = "$patch";

  private StrategicPatch() {}

  static JsonNode apply(JsonNode target, JsonNode patch) {
    return patch instanceof ObjectNode fields ? merged(target, fields) : patch.deepCopy();
  }

  private static ObjectNode merged(JsonNode target, ObjectNode patch) {
    var replaces = patch.path(DIRECTIVE).asText().equals("replace");
    var merged =
        target instanceof ObjectNode object && !replaces
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    patch.properties().forEach(f -> merge(merged, f.getKey(), f.getValue()));
    if (patch.has("$retainKeys")) {
      merged.retain(texts(patch.path("$retainKeys")));
    }
    return merged;
  }

  private static void merge(ObjectNode merged, String field, JsonNode value) {
    if (field.startsWith(DELETE_FROM)) {
      var list = field.substring(DELETE_FROM.length());
      var without = texts(value);
      if (merged.path(list) instanceof ArrayNode present) {
        present.removeIf(e -> without.contains(e.asText()));
      }
    } else if (value.isNull()) {
      merged.remove(field);
    } else if (!field.startsWith("$")) {
      var key = key(field, value);
      merged.set(
          field,
          key.isEmpty() ? apply(merged.path(field), value) : list(merged.path(field), value, key));
    }
  }

  /// The key by which the elements of a list are told apart; empty when it is replaced as a whole.
  private static String key(String field, JsonNode value) {
    if (!value.isArray() || !value.path(0).isObject()) {
      return "";
    }
    return field.equals("ports")
        ? value.path(0).has("containerPort") ? "containerPort" : "port"
        : KEYS.getOrDefault(field, "");
  }

  private static ArrayNode list(JsonNode target, JsonNode patch, String key) {
    var elements = new LinkedHashMap<String, JsonNode>();
    target.forEach(e -> elements.put(e.path(key).asText(), e));
    for (var element : patch) {
      var id = element.path(key).asText();
      switch (element.path(DIRECTIVE).asText()) {
        case "delete" -> elements.remove(id);
        case "replace" -> {
          if (!element.has(key)) {
            elements.clear(); // an element that is nothing but the directive
          } else {
            elements.put(id, apply(JsonNodeFactory.instance.missingNode(), element));
          }
        }
        default -> {
          if (!element.has(key)) {
            throw ApiError.badPatch("an element of a list has no '" + key + "'");
          }
          elements.put(
              id,
              apply(elements.getOrDefault(id, JsonNodeFactory.instance.missingNode()), element));
        }
      }
    }
    return JsonNodeFactory.instance.arrayNode().addAll(elements.values());
  }

  private static Set<String> texts(JsonNode list) {
    var texts = new HashSet<String>();
    list.forEach(e -> texts.add(e.asText()));
    return texts;
  }
}
