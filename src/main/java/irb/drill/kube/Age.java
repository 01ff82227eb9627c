package irb.drill.kube;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// How long ago something was, as Kubernetes writes it: `42s`, `5m3s`, `17m`, `4h`.
final class Age {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Age() {}

  /// The age by a time in the object or in its metadata.
  static String since(KubeObject object, String field, Instant now) {
    var json = object.json().has(field) ? object.json() : object.json().path("metadata");
    try {
      return text(Duration.between(Instant.parse(json.path(field).asText()), now));
    } catch (DateTimeParseException _) {
      return "<unknown>";
    }
  }

  static String text(Duration age) {
    var seconds = Math.max(0, age.toSeconds());
    if (seconds < 2 * MINUTE) {
      return seconds + "s";
    }
    if (seconds < 10 * MINUTE) {
      var rest = seconds % MINUTE;
      return seconds / MINUTE + "m" + (rest == 0 ? "" : rest + "s");
    }
    return seconds < 3 * HOUR ? seconds / MINUTE + "m" : seconds / HOUR + "h";
  }
}
