package irb.expr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The values an expression looked at, for the error that says why it has none.
final class Operands {
  private static final int LONGEST = 60;

  private Operands() {}

  /// Lines such as `usage.row.used = 27`; what is a secret, missing, or not a single value is left
  /// out.
  static String text(Expression expression, Map<String, Object> values) {
    var lines = new TreeMap<String, String>();
    for (var reference : expression.references()) {
      var value = take(values, reference.path());
      if (value != null
          && !(value instanceof Map<?, ?>)
          && !(value instanceof List<?>)
          && !reference.root().equals("env")) {
        lines.put(String.join(".", reference.path()), shortened(value));
      }
    }
    var text = new StringBuilder();
    lines.forEach((name, value) -> text.append("\n  ").append(name).append(" = ").append(value));
    return text.toString();
  }

  private static @org.jspecify.annotations.Nullable Object take(
      Map<String, Object> values, List<String> path) {
    Object value = values;
    for (var name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static String shortened(Object value) {
    var text = Visible.line(value instanceof String s ? "\"" + s + "\"" : value.toString());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
