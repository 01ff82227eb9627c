package irb.step.sql;

import java.util.Locale;

/// One word, literal, sign, comment or hole of a query, and where in it.
record Token(Kind kind, String raw, int start, boolean closed) {

  enum Kind {
    /// A keyword or an identifier without quotes.
    WORD,
    /// A quoted identifier.
    NAME,
    /// A literal in quotes or dollar quotes.
    STRING,
    NUMBER,
    /// `$1`, which only the driver may write.
    PARAMETER,
    /// One character of punctuation or of an operator.
    SIGN,
    COMMENT,
    /// A `${{ … }}`.
    HOLE
  }

  int end() {
    return start + raw.length();
  }

  /// Whether it is one of `words` (upper case), written without quotes.
  boolean is(String... words) {
    if (kind != Kind.WORD && kind != Kind.SIGN) {
      return false;
    }
    var upper = raw.toUpperCase(Locale.ROOT);
    for (var word : words) {
      if (word.equals(upper)) {
        return true;
      }
    }
    return false;
  }

  /// The name it spells in lower case, quoted or not; empty when it is no name.
  String name() {
    return switch (kind) {
      case WORD -> raw.toLowerCase(Locale.ROOT);
      case NAME ->
          raw.substring(raw.indexOf('"') + 1, Math.max(raw.indexOf('"') + 1, raw.length() - 1))
              .replace("\"\"", "\"")
              .toLowerCase(Locale.ROOT);
      case STRING, NUMBER, PARAMETER, SIGN, COMMENT, HOLE -> "";
    };
  }

  /// Whether it is an identifier with Unicode escapes (`U&"…"`), whose name is not plain to see.
  boolean isDisguised() {
    return kind == Kind.NAME && !raw.startsWith("\"");
  }
}
