package irb.drill.kube;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A JSON patch, RFC 6902: operations one after the other, all of them or none.
final class JsonPatch {
  private static final int MOST = 10_000;

  private JsonPatch() {}

  static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray() || operations.size() > MOST) {
      throw ApiError.badPatch("a JSON patch is a list of at most " + MOST + " operations");
    }
    JsonNode patched = target.deepCopy();
    for (var operation : operations) {
      patched = operate(patched, operation);
    }
    return patched;
  }

  private static JsonNode operate(JsonNode root, JsonNode operation) {
    var path = pointer(operation, "path");
    return switch (operation.path("op").asText()) {
      case "add" -> add(root, path, value(operation));
      case "remove" -> remove(root, path);
      case "replace" -> replace(root, path, value(operation));
      case "move" -> {
        var from = pointer(operation, "from");
        var moved = present(root, from);
        yield add(remove(root, from), path, moved);
      }
      case "copy" -> add(root, path, present(root, pointer(operation, "from")).deepCopy());
      case "test" -> {
        if (!root.at(path).equals(value(operation))) {
          throw ApiError.badPatch("the test of " + path + " failed");
        }
        yield root;
      }
      default ->
          throw ApiError.badPatch("there is no operation '" + operation.path("op").asText() + "'");
    };
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    try {
      return JsonPointer.compile(operation.path(field).asText());
    } catch (IllegalArgumentException _) {
      throw ApiError.badPatch("'" + field + "' is no JSON pointer");
    }
  }

  private static JsonNode value(JsonNode operation) {
    if (!operation.has("value")) {
      throw ApiError.badPatch("an operation has no 'value'");
    }
    return operation.path("value").deepCopy();
  }

  private static JsonNode present(JsonNode root, JsonPointer path) {
    var node = root.at(path);
    if (node.isMissingNode()) {
      throw ApiError.badPatch("there is nothing at " + path);
    }
    return node;
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    var last = path.last().getMatchingProperty();
    switch (present(root, path.head())) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode list when last.equals("-") -> list.add(value);
      case ArrayNode list -> list.insert(index(path, list.size()), value);
      default -> throw ApiError.badPatch("nothing can be added at " + path);
    }
    return root;
  }

  private static JsonNode remove(JsonNode root, JsonPointer path) {
    present(root, path);
    if (path.matches()) {
      throw ApiError.badPatch("the object itself cannot be removed");
    }
    switch (present(root, path.head())) {
      case ObjectNode object -> object.remove(path.last().getMatchingProperty());
      case ArrayNode list -> list.remove(index(path, list.size() - 1));
      default -> throw ApiError.badPatch("nothing can be removed at " + path);
    }
    return root;
  }

  private static JsonNode replace(JsonNode root, JsonPointer path, JsonNode value) {
    present(root, path);
    if (path.matches()) {
      return value;
    }
    switch (present(root, path.head())) {
      case ObjectNode object -> object.set(path.last().getMatchingProperty(), value);
      case ArrayNode list -> list.set(index(path, list.size() - 1), value);
      default -> throw ApiError.badPatch("nothing can be replaced at " + path);
    }
    return root;
  }

  private static int index(JsonPointer path, int most) {
    var index = path.last().getMatchingIndex();
    if (index < 0 || index > most) {
      throw ApiError.badPatch("there is no element " + path);
    }
    return index;
  }
}
