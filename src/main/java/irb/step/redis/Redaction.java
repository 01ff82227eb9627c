package irb.step.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Takes passwords out of what a server tells about its settings and users; they may be others than
/// the one that was used to log in, which is masked anyway.
record Redaction(RedisCommand command) {
  private static final String HIDDEN = "***";

  /// A password is kept as its SHA-256.
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  Object of(Object value) {
    return switch (command.fullName()) {
      case "CONFIG GET" -> settings(value);
      case "ACL LIST", "ACL GETUSER" -> users(value);
      default -> value;
    };
  }

  /// A map, or names and values in turn.
  private static Object settings(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var settings = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> settings.put(k.toString(), setting(k, v)));
        yield settings;
      }
      case List<?> list -> {
        var settings = new ArrayList<>();
        for (var i = 0; i < list.size(); i++) {
          settings.add(i % 2 == 0 ? list.get(i) : setting(list.get(i - 1), list.get(i)));
        }
        yield settings;
      }
      default -> value;
    };
  }

  private static Object setting(Object name, Object value) {
    var lower = name.toString().toLowerCase(Locale.ROOT);
    var secret = lower.endsWith("pass") || lower.equals("masterauth");
    return secret && !value.toString().isEmpty() ? HIDDEN : value;
  }

  private static Object users(Object value) {
    return switch (value) {
      case String text -> HASH.matcher(text).replaceAll(HIDDEN);
      case List<?> list -> list.stream().map(Redaction::users).toList();
      case Map<?, ?> map -> {
        var users = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> users.put(k.toString(), users(v)));
        yield users;
      }
      default -> value;
    };
  }
}
