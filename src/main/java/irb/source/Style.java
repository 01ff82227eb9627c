package irb.source;

/// How a text is written in YAML, and so how its characters stand in the file.
public enum Style {
  PLAIN,
  SINGLE_QUOTED,
  DOUBLE_QUOTED,
  /// After `|` or `>`.
  BLOCK;

  static Style of(char mark) {
    return switch (mark) {
      case '\'' -> SINGLE_QUOTED;
      case '"' -> DOUBLE_QUOTED;
      case '|', '>' -> BLOCK;
      default -> PLAIN;
    };
  }
}
