package irb.source;

import java.util.Arrays;

/// A text and the name it is shown under, e.g. `runbooks/ai-secretary/db-pool-exhaustion.yaml`.
public final class Source {
  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final boolean beyondBasicPlane;

  public Source(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
    this.beyondBasicPlane = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /// Line `number`, from 1; empty beyond the last.
  public String line(int number) {
    if (number < 1 || number > lineStarts.length) {
      return "";
    }
    var end = number < lineStarts.length ? lineStarts[number] : text.length();
    var line = text.substring(lineStarts[number - 1], end);
    return line.stripTrailing();
  }

  /// The place of the character at `offset`.
  Place at(int offset) {
    var within = Math.clamp(offset, 0, text.length());
    var found = Arrays.binarySearch(lineStarts, within);
    var line = found >= 0 ? found : -found - 2;
    return new Place(this, line + 1, within - lineStarts[line] + 1);
  }

  /// The offset of the character that `count` code points stand before.
  int offset(long count) {
    var within = Math.clamp(count, 0, text.length());
    if (!beyondBasicPlane) {
      return within;
    }
    return within >= text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, within);
  }

  private static int[] lineStarts(String text) {
    var starts = new int[64];
    var count = 1;
    for (var i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source source && source.name.equals(name) && source.text.equals(text);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + text.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
