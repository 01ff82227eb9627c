package irb.drill.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What was asked of the API; `path` is decoded, e.g. `[api, v1, pods]`.
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    String accept,
    String type,
    String body) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  Request {
    path = List.copyOf(path);
    query = Map.copyOf(query);
  }

  Optional<String> query(String key) {
    return Optional.ofNullable(query.get(key)).filter(v -> !v.isEmpty());
  }

  boolean flag(String key) {
    return query(key).filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }

  /// A number of at least 0.
  OptionalLong number(String key) {
    var text = query(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("\\d{1,18}")) {
      throw ApiError.badRequest("'" + key + "' is no number of at least 0: " + text.get());
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  /// Whether nothing may be changed; a deletion may say so in its body.
  boolean isDryRun() {
    var said = query("dryRun");
    if (said.isPresent() && !said.get().equals("All")) {
      throw ApiError.badRequest("Invalid value: \"" + said.get() + "\": supported values: \"All\"");
    }
    return said.isPresent() || (method.equals("DELETE") && !options().path("dryRun").isEmpty());
  }

  /// What a deletion says in its body, if it has one.
  ObjectNode options() {
    return body.isEmpty() ? new ObjectNode(JSON.getNodeFactory()) : object();
  }

  boolean wantsTable() {
    return accept.contains("as=Table");
  }

  ObjectNode object() {
    if (json() instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the body of the request is no JSON object");
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw ApiError.badRequest("the body of the request is no JSON: " + e.getOriginalMessage());
    }
  }
}
