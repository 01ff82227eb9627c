package irb.step.http;

import irb.step.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a request asks for; its key in YAML is its name in small letters, e.g. `get`.
enum Method {
  GET,
  HEAD,
  OPTIONS,
  POST,
  PUT,
  PATCH,
  DELETE;

  static List<String> keys() {
    return Arrays.stream(values()).map(Method::key).toList();
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Effect effect() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> Effect.PROVEN_READ;
      case POST, PUT, PATCH, DELETE -> Effect.WRITE;
    };
  }
}
