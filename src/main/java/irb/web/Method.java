package irb.web;

import irb.step.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a request asks for; its key in YAML is its name in small letters, e.g. `get`.
public enum Method {
  GET,
  HEAD,
  OPTIONS,
  POST,
  PUT,
  PATCH,
  DELETE;

  /// All of them as keys.
  public static List<String> keys() {
    return Arrays.stream(values()).map(Method::key).toList();
  }

  /// As a key in YAML.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a request of this kind does.
  public Effect effect() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> Effect.PROVEN_READ;
      case POST, PUT, PATCH, DELETE -> Effect.WRITE;
    };
  }
}
