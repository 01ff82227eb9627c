package irb.expr;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// The lines of a text, cut out of it when one is asked for: a quarter of a million lines of one
/// letter would need fifty times the memory of their text.
public final class Lines extends AbstractList<String> implements RandomAccess {
  private final String text;
  private final int[] starts;

  /// An end of line at the very end begins no further line.
  public Lines(String text) {
    this.text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    var count = text.isEmpty() ? 0 : 1 + (int) this.text.chars().filter(c -> c == '\n').count();
    this.starts = new int[count + 1];
    var start = 0;
    for (var i = 1; i < count; i++) {
      start = this.text.indexOf('\n', start) + 1;
      starts[i] = start;
    }
    starts[count] = this.text.length() + 1;
  }

  @Override
  public String get(int index) {
    return text.substring(starts[index], starts[index + 1] - 1);
  }

  @Override
  public int size() {
    return starts.length - 1;
  }

  /// Each line as its words.
  public List<List<String>> words() {
    return new Words(this);
  }

  private static final class Words extends AbstractList<List<String>> implements RandomAccess {
    private final Lines lines;

    Words(Lines lines) {
      this.lines = lines;
    }

    @Override
    public List<String> get(int index) {
      var end = lines.starts[index + 1] - 1;
      var first = wordFrom(lines.starts[index], end);
      var second = wordFrom(endOfWord(first, end), end);
      if (second == end) {
        return first == end ? List.of() : List.of(word(first, end));
      }
      var words = new ArrayList<String>();
      for (var at = first; at < end; at = wordFrom(endOfWord(at, end), end)) {
        words.add(word(at, end));
      }
      return List.copyOf(words);
    }

    private String word(int at, int end) {
      return lines.text.substring(at, endOfWord(at, end));
    }

    private int wordFrom(int from, int end) {
      var at = from;
      while (at < end && isBlank(lines.text.charAt(at))) {
        at++;
      }
      return at;
    }

    private int endOfWord(int from, int end) {
      var at = from;
      while (at < end && !isBlank(lines.text.charAt(at))) {
        at++;
      }
      return at;
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\r';
    }

    @Override
    public int size() {
      return lines.size();
    }
  }
}
