package irb.journal;

import java.util.Arrays;

/// A walk over bytes that accepts JSON only as irb writes it: no spaces, ASCII, one way to escape.
///
/// Each method moves past what it accepts; a fixed text that is not there moves nothing.
final class JsonGrammar {
  /// What the writer, Jackson, allows at most.
  private static final int DEEPEST = 1_000;

  private byte[] bytes = {};
  private int at;
  private int limit;

  void over(byte[] someBytes, int from, int to) {
    bytes = someBytes;
    at = from;
    limit = to;
  }

  int at() {
    return at;
  }

  boolean text(byte[] expected) {
    if (limit - at < expected.length
        || !Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  /// Bytes that match a shape: `d` is a digit, `x` a lower-case hex digit, others are themselves.
  boolean shape(byte[] shape) {
    for (var expected : shape) {
      var found = next();
      var fits =
          switch (expected) {
            case 'd' -> isDigit(found);
            case 'x' -> isHex(found);
            default -> found == expected;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  boolean hex(int count) {
    for (var i = 0; i < count; i++) {
      if (!isHex(next())) {
        return false;
      }
    }
    return true;
  }

  boolean same(int one, int other, int length) {
    return Arrays.equals(bytes, one, one + length, bytes, other, other + length);
  }

  /// A whole number without sign or leading zero; -1 when there is none.
  long whole() {
    var start = at;
    var value = 0L;
    while (isDigit(peek()) && at - start < 19) {
      value = value * 10 + (next() - '0');
    }
    var canonical = at > start && (bytes[start] != '0' || at == start + 1);
    return canonical && value >= 0 ? value : -1;
  }

  boolean integer() {
    if (peek() == '-') {
      at++;
    }
    var start = at;
    return digits() && (bytes[start] != '0' || at == start + 1);
  }

  boolean string() {
    if (next() != '"') {
      return false;
    }
    while (true) {
      var b = next();
      if (b == '"') {
        return true;
      }
      if (b < 0x20 || b > 0x7e || (b == '\\' && !escape())) {
        return false;
      }
    }
  }

  private boolean escape() {
    return switch (next()) {
      case '"', '\\', 'b', 't', 'n', 'f', 'r' -> true;
      case 'u' -> needsEscape(unit());
      default -> false;
    };
  }

  private static boolean needsEscape(int unit) {
    return switch (unit) {
      case -1, '\b', '\t', '\n', '\f', '\r' -> false;
      default -> unit < 0x20 || unit > 0x7e;
    };
  }

  /// Four upper-case hex digits; -1 when they are not.
  private int unit() {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      var b = next();
      if (isDigit(b)) {
        value = value * 16 + b - '0';
      } else if (b >= 'A' && b <= 'F') {
        value = value * 16 + b - 'A' + 10;
      } else {
        return -1;
      }
    }
    return value;
  }

  private boolean value(int depth) {
    return switch (peek()) {
      case '"' -> string();
      case '{' -> object(depth);
      case '[' -> array(depth);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  boolean object(int depth) {
    if (next() != '{' || depth >= DEEPEST) {
      return false;
    }
    if (peek() == '}') {
      at++;
      return true;
    }
    while (string() && next() == ':' && value(depth + 1)) {
      var b = next();
      if (b != ',') {
        return b == '}';
      }
    }
    return false;
  }

  private boolean array(int depth) {
    if (next() != '[' || depth >= DEEPEST) {
      return false;
    }
    if (peek() == ']') {
      at++;
      return true;
    }
    while (value(depth + 1)) {
      var b = next();
      if (b != ',') {
        return b == ']';
      }
    }
    return false;
  }

  private boolean word(String word) {
    for (var i = 0; i < word.length(); i++) {
      if (next() != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    if (!integer()) {
      return false;
    }
    if (peek() == '.') {
      at++;
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'E') {
      at++;
      return integer();
    }
    return true;
  }

  private boolean digits() {
    var start = at;
    while (isDigit(peek())) {
      at++;
    }
    return at > start;
  }

  private int peek() {
    return at < limit ? bytes[at] : -1;
  }

  private int next() {
    return at < limit ? bytes[at++] : -1;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isHex(int b) {
    return isDigit(b) || (b >= 'a' && b <= 'f');
  }
}
