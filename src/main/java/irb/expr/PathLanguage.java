package irb.expr;

import irb.expr.Expressions.Wanted;
import irb.expr.Shape.Any;
import irb.expr.Shape.ListOf;
import irb.expr.Shape.MapOf;
import irb.expr.Shape.Single;
import irb.expr.Shape.Struct;
import irb.source.Findings;
import irb.source.Nearest;
import java.util.List;
import java.util.Map;

/// Expressions that are nothing but a path, e.g. `usage.row.used`: by far the most, and no reason
/// to load a language.
final class PathLanguage {
  private PathLanguage() {}

  /// Whether the path's first name is in scope; otherwise it is a constant of CEL, or a mistake.
  static boolean knows(Scope scope, List<String> path) {
    return scope.names().fields().containsKey(path.getFirst());
  }

  static void check(
      Expression expression, List<String> path, Scope scope, Wanted wanted, Findings findings) {
    Shape shape = scope.names();
    var offset = 0;
    for (var i = 0; i < path.size(); i++) {
      var name = path.get(i);
      switch (shape) {
        case Struct(var fields) -> {
          var field = fields.get(name);
          if (field == null) {
            findings.error(
                expression.at(offset),
                noField(String.join(".", path.subList(0, i)), name),
                Nearest.hint(name, fields.keySet().stream().sorted().toList()));
            return;
          }
          shape = field;
        }
        case MapOf(var value) -> shape = value;
        case Any _ -> shape = Shape.ANY;
        case Single _, ListOf _ -> {
          findings.error(
              expression.at(offset),
              "'" + String.join(".", path.subList(0, i)) + "' is one value and has no fields");
          return;
        }
      }
      offset += name.length() + 1;
    }
    if (wanted == Wanted.CONDITION && !(shape instanceof Any) && !shape.equals(Shape.BOOL)) {
      findings.error(
          expression.place(),
          "a condition is true or false, and '" + expression.text().strip() + "' is neither",
          "compare it with something");
    }
  }

  /// That `owner` has no field `name`, in the words of a runbook.
  static String noField(String owner, String name) {
    return switch (owner) {
      case "params" -> "the runbook has no parameter '" + name + "'";
      case "fields" -> "the message has no field '" + name + "'";
      default -> "'" + owner + "' has no field '" + name + "'";
    };
  }

  static Object evaluate(Expression expression, List<String> path, Map<String, Object> values)
      throws ExpressionException {
    Object value = values;
    for (var i = 0; i < path.size(); i++) {
      var name = path.get(i);
      var next = value instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        throw new ExpressionException(expression, missing(path, i, value));
      }
      value = next;
    }
    return value;
  }

  private static String missing(List<String> path, int i, Object parent) {
    var name = path.get(i);
    if (i == 0) {
      return "nothing is called '" + name + "' here";
    }
    var owner = String.join(".", path.subList(0, i));
    if (i == 1 && path.getFirst().equals("env")) {
      return "the environment variable " + name + " is not set";
    }
    if (parent instanceof Map<?, ?> map
        && map.get("ok") instanceof Boolean ok
        && map.get("outcome") != null) {
      return "'"
          + owner
          + "' has no '"
          + name
          + "' now: its outcome is "
          + map.get("outcome")
          + (ok ? "" : "; ask '" + owner + ".ok && …' first");
    }
    return "'" + owner + "' has no '" + name + "'";
  }
}
