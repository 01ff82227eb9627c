package irb.engine;

import irb.expr.Durations;
import irb.expr.Expression;
import irb.expr.Visible;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that a decision was made on.
final class Evidence {
  private static final int LONGEST = 60;

  private Evidence() {}

  /// What `condition` looked at, e.g. `usage.row.used` → 27; whole results and environments left
  /// out.
  static Map<String, Object> of(Expression condition, Map<String, Object> bindings) {
    var evidence = new LinkedHashMap<String, Object>();
    for (var reference : condition.references()) {
      var value = take(bindings, reference.path());
      // a secret that was cut into words could not be masked
      var cut = reference.path().getLast().equals("words");
      if (value != null && !cut && reference.path().size() > 1 && !reference.root().equals("env")) {
        evidence.put(String.join(".", reference.path()), value instanceof Map<?, ?> ? "…" : value);
      }
    }
    return evidence;
  }

  /// Evidence as lines with the age of each value, e.g. `usage.row.used = 27 (4s ago)`.
  static List<String> lines(
      Map<String, Object> evidence, Map<String, Object> bindings, Instant now) {
    var lines = new ArrayList<String>();
    evidence.forEach((path, value) -> {
      // that a step went well is seen above, and an empty text says nothing
      if (!path.endsWith(".ok") && !value.equals("")) {
        lines.add(path + " = " + shortened(value) + age(path, bindings, now));
      }
    });
    return lines;
  }

  /// ` (result.row.used = 29, result.row.max = 30)`, of a step's own expectation.
  static String operands(Expression expect, StepResult result) {
    var found = new ArrayList<String>();
    of(expect, Map.of("result", result.binding()))
        .forEach((path, value) -> found.add(path + " = " + shortened(value)));
    return found.isEmpty() ? "" : " (" + String.join(", ", found) + ")";
  }

  private static @Nullable Object take(Map<String, Object> bindings, List<String> path) {
    Object value = bindings;
    for (var name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static String age(String path, Map<String, Object> bindings, Instant now) {
    var step = bindings.get(path.substring(0, path.indexOf('.')));
    return step instanceof Map<?, ?> map && map.get("at") instanceof Instant at
        ? " ("
            + Durations.text(Duration.ofSeconds(Math.max(0, Duration.between(at, now).toSeconds())))
            + " ago)"
        : "";
  }

  private static String shortened(Object value) {
    var text =
        switch (value) {
          case List<?> list when list.stream().anyMatch(e -> e instanceof Map) ->
              list.size() + (list.size() == 1 ? " row" : " rows");
          case Duration duration -> Durations.text(duration);
          case String word -> "\"" + Visible.line(word) + "\"";
          default -> Visible.line(value.toString());
        };
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
