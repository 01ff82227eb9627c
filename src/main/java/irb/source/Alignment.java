package irb.source;

/// Finds a character of a scalar's value in the file it was read from.
///
/// Quotes, escapes, indentation and folding make the two differ, never in order; so both are walked
/// side by side.
final class Alignment {
  private final String file;
  private final String value;
  private final Style style;
  private int at;
  private int done;

  private Alignment(String file, int start, String value, Style style) {
    this.file = file;
    this.value = value;
    this.style = style;
    this.at = Math.clamp(start, 0, file.length());
  }

  /// Where the character at `offset` of `value` stands, or, at its end, what follows it.
  static int find(String file, int start, String value, Style style, int offset) {
    return new Alignment(file, start, value, style).find(Math.clamp(offset, 0, value.length()));
  }

  private int find(int offset) {
    while (at < file.length() && done < value.length()) {
      skipContinuation();
      if (isBlank(file, at) && breaksLine()) {
        var spaces = blanks(value, done);
        var end = blanks(file, at);
        if (offset < spaces) {
          return offset == done ? at : Math.max(at, end - (spaces - offset));
        }
        at = end;
        done = spaces;
      } else if (done >= offset) {
        return at;
      } else {
        step();
      }
    }
    return at;
  }

  /// Past one character of the value, however it is written.
  private void step() {
    var c = file.charAt(at);
    if (style == Style.DOUBLE_QUOTED && c == '\\') {
      var length = escapeLength();
      var pair = length > 6 && Character.isHighSurrogate(value.charAt(done));
      at = Math.min(file.length(), at + length);
      done += pair ? 2 : 1;
    } else if (style == Style.SINGLE_QUOTED && c == '\'') {
      at = Math.min(file.length(), at + 2);
      done++;
    } else {
      at++;
      done++;
    }
  }

  private int escapeLength() {
    var kind = at + 1 < file.length() ? file.charAt(at + 1) : ' ';
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  /// Past a backslash at the end of a line, and the indentation behind it.
  private void skipContinuation() {
    while (style == Style.DOUBLE_QUOTED
        && file.startsWith("\\", at)
        && at + 1 < file.length()
        && (file.charAt(at + 1) == '\n' || file.charAt(at + 1) == '\r')) {
      at = blanks(file, at + 1);
    }
  }

  /// Whether the blanks here hold the end of a line, or are the indentation of a block.
  private boolean breaksLine() {
    return file.substring(at, blanks(file, at)).indexOf('\n') >= 0
        || (style == Style.BLOCK && done == 0);
  }

  private static int blanks(String text, int from) {
    var at = from;
    while (isBlank(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(String text, int at) {
    return at < text.length() && " \n\t\r".indexOf(text.charAt(at)) >= 0;
  }
}
