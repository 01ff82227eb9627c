package irb.expr;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import irb.expr.Shape.Struct;
import irb.source.Findings;
import irb.source.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// CEL's messages in words that name the place and the fix.
final class CelMessages {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '\\((.*?)\\)' .*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_CHARACTER =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '([^']*)'");
  private static final Pattern WHERE = Pattern.compile("evaluation error(?: at <input>:\\d+)?: ");
  private static final Pattern FAILED =
      Pattern.compile("Function '([^']*)' failed with arg\\(s\\) '(.*)'");

  private final Expression expression;
  private final Scope scope;

  CelMessages(Expression expression, Scope scope) {
    this.expression = expression;
    this.scope = scope;
  }

  /// Reports the first problem of its kind; what follows from a syntax error says nothing new.
  void report(Collection<CelIssue> issues, Findings findings) {
    for (var issue : issues) {
      var at = offset(issue);
      var message = issue.getMessage();
      var undeclared = UNDECLARED.matcher(message);
      var field = FIELD.matcher(message);
      var overload = OVERLOAD.matcher(message);
      if (undeclared.matches()) {
        unknownName(undeclared.group(1), at, findings);
      } else if (field.matches()) {
        unknownField(field.group(1), at, findings);
      } else if (overload.matches()) {
        findings.error(
            expression.at(at),
            "'"
                + operator(overload.group(1))
                + "' cannot be applied to "
                + types(overload.group(2)),
            "check the types on both sides; number(…) and string(…) convert");
      } else {
        findings.error(
            expression.at(at), "this is no expression: " + syntax(message), fix(message));
        return;
      }
    }
  }

  private void unknownName(String name, int at, Findings findings) {
    var assignment = expression.text().matches("(?s).*[^=!<>]=[^=].*");
    findings.error(
        expression.at(at),
        "nothing is called '" + name + "' here",
        assignment ? "compare with ==" : Nearest.hint(name, known()));
  }

  private List<String> known() {
    return scope.names().fields().keySet().stream().sorted().toList();
  }

  /// CEL gives the place of the dot; the field follows it.
  private void unknownField(String field, int at, Findings findings) {
    var owner = expression.text().substring(0, Math.min(at, expression.text().length()));
    var known = new ArrayList<String>();
    for (var reference : expression.references()) {
      var index = reference.path().indexOf(field);
      if (index > 0 && fields(reference.path().subList(0, index)) instanceof Struct struct) {
        owner = String.join(".", reference.path().subList(0, index));
        known.addAll(struct.fields().keySet().stream().sorted().toList());
        break;
      }
    }
    findings.error(
        expression.at(Math.min(at + 1, expression.text().length())),
        PathLanguage.noField(owner.strip(), field),
        Nearest.hint(field, known));
  }

  private Shape fields(List<String> path) {
    Shape shape = scope.names();
    for (var name : path) {
      shape =
          shape instanceof Struct struct
              ? struct.fields().getOrDefault(name, Shape.ANY)
              : Shape.ANY;
    }
    return shape;
  }

  private int offset(CelIssue issue) {
    var location = issue.getSourceLocation();
    var text = expression.text();
    var start = 0;
    for (var i = 1; i < location.getLine(); i++) {
      start = text.indexOf('\n', start) + 1;
    }
    var column = Math.clamp(location.getColumn(), 0, text.codePointCount(start, text.length()));
    return text.offsetByCodePoints(start, column);
  }

  private static String operator(String name) {
    return name.startsWith("_") || name.startsWith("@") || name.startsWith("!")
        ? name.replace("_", "").replace("@", "")
        : name;
  }

  private static String types(String arguments) {
    return arguments.replace("irb.", "").replace("google.protobuf.", "");
  }

  private static String syntax(String message) {
    var unknown = UNKNOWN_CHARACTER.matcher(message);
    if (unknown.matches()) {
      return "'" + unknown.group(1).strip() + "' means nothing here";
    }
    if (message.startsWith("mismatched input '<EOF>'")) {
      return "it ends too early";
    }
    return message
        .replace("<EOF>", "its end")
        .replaceAll("(?s) expecting .*", "")
        .replaceAll("(?s)^missing ('.+?') at ", "$1 is missing before ")
        .replaceAll("(?s)^no viable alternative at input '.*'", "something is missing or too much")
        .replace("mismatched input ", "unexpected ")
        .replace("extraneous input ", "unexpected ")
        .replace("'its end'", "its end");
  }

  private String fix(String message) {
    if (message.contains("error at: '=")) {
      return "compare with ==";
    }
    if (expression.isCutByFlow() && message.contains("<EOF>")) {
      return "in flow style ({…}, […]) a comma or bracket ends a text; put the whole condition in quotes";
    }
    var word = UNEXPECTED.matcher(message);
    return switch (word.find() ? word.group(1) : "") {
      case "and" -> "write && for 'and'";
      case "or" -> "write || for 'or'";
      case "is" -> "write == for 'is'";
      default ->
          message.contains("error at: '&") || message.contains("error at: '|")
              ? "'and' is &&, 'or' is ||"
              : "";
    };
  }

  /// Why an evaluation failed, e.g. `division by zero`.
  static String failure(CelEvaluationException e) {
    var message = WHERE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    var failed = FAILED.matcher(message);
    if (failed.matches()) {
      var root = root(e);
      return root == e
          ? "'" + operator(failed.group(1)) + "' failed on " + failed.group(2)
          : String.valueOf(root.getMessage());
    }
    return message
        .replaceAll("key '([^']*)' is not present in map\\.", "'$1' is not there")
        .replace("No matching overload for function", "the types do not fit");
  }

  private static Throwable root(Throwable e) {
    var root = e;
    for (var cause = e.getCause(); cause != null && cause.getMessage() != null; ) {
      root = cause;
      cause = cause.getCause();
    }
    return root;
  }
}
