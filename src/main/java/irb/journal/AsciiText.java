package irb.journal;

import java.io.Writer;
import java.util.HexFormat;

/// JSON as it is written, with everything but printable ASCII escaped: such characters stand in
/// strings only. It takes one byte a character, also while it grows.
final class AsciiText extends Writer {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final StringBuilder text = new StringBuilder();
  private char before;
  private boolean halfPair;

  @Override
  public void write(char[] chars, int from, int length) {
    for (var i = from; i < from + length; i++) {
      add(chars[i]);
    }
  }

  @Override
  public void write(String chars, int from, int length) {
    for (var i = from; i < from + length; i++) {
      add(chars.charAt(i));
    }
  }

  private void add(char c) {
    halfPair |= Character.isHighSurrogate(before) != Character.isLowSurrogate(c);
    before = c;
    if (c <= '~') {
      text.append(c);
    } else {
      text.append("\\u").append(HEX.toHexDigits(c));
    }
  }

  /// Whether half a surrogate pair stands somewhere in it.
  boolean hasHalfPair() {
    return halfPair || Character.isHighSurrogate(before);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
