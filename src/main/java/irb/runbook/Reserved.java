package irb.runbook;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Words that cannot be step ids, because expressions or the flow already give them a meaning.
final class Reserved {
  private static final Set<String> CEL =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while",
          "int",
          "uint",
          "double",
          "bool",
          "string",
          "bytes",
          "list",
          "map",
          "type",
          "null_type",
          "dyn",
          "optional",
          "math",
          "regex",
          "duration",
          "timestamp",
          "has",
          "number",
          "date");
  private static final Set<String> SCOPE =
      Set.of(
          "result",
          "preview",
          "params",
          "env",
          "alert",
          "now",
          "run",
          "incident",
          "fields",
          "steps");

  private Reserved() {}

  /// A pattern of what fits `pattern` and is not reserved.
  static String freeOf(Pattern pattern) {
    var words = new TreeSet<String>(CEL);
    words.addAll(SCOPE);
    for (var end : Go.End.values()) {
      words.add(end.toString());
    }
    return "(?!(?:" + String.join("|", words) + ")$)" + pattern;
  }

  static Optional<String> why(String id) {
    if (CEL.contains(id)) {
      return Optional.of("it is a word of the expression language");
    }
    if (SCOPE.contains(id)) {
      return Optional.of("expressions already have something of that name");
    }
    return Go.End.of(id).map(_ -> "it is an end");
  }
}
