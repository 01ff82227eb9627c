package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;

/// What the API answers.
sealed interface Reply {
  record Json(int code, JsonNode body) implements Reply {}

  record Text(String body) implements Reply {}

  /// It goes on until the watch is over.
  record Stream(Watch watch) implements Reply {}

  static Reply ok(JsonNode body) {
    return new Json(200, body);
  }

  static Reply created(JsonNode body) {
    return new Json(201, body);
  }
}
