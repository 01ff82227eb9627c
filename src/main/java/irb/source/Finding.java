package irb.source;

/// One thing that is wrong with a file: where, what, and what to do about it.
public record Finding(Severity severity, Place place, String message, String fix) {
  private static final int LONGEST = 600;

  /// An error stops a run; a warning does not.
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The finding as four lines: `place: error: message`, the source line, a caret, the fix.
  public String text() {
    var line = place.source().line(place.line()).replace('\t', ' ');
    var text = new StringBuilder();
    text.append(place).append(": ").append(isError() ? "error" : "warning").append(": ");
    text.append(shown(message)).append('\n');
    if (!line.isBlank()) {
      var window = Window.around(line, place.column());
      text.append("  ").append(window.text()).append('\n');
      text.append("  ").append(" ".repeat(window.caret())).append("^\n");
    }
    if (!fix.isEmpty()) {
      text.append("  ").append(shown(fix)).append('\n');
    }
    return text.toString();
  }

  /// A sentence that quotes what a file says: on one line, what is hidden in it spelt out, of
  /// bounded length.
  private static String shown(String sentence) {
    var spelt = new StringBuilder();
    sentence.chars().forEach(c -> spelt.append(isHidden(c) ? spelt(c) : String.valueOf((char) c)));
    var line = spelt.toString();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static String spelt(int c) {
    return c < ' ' ? "^" + (char) (c + '@') : String.format("<U+%04X>", c);
  }

  /// A source line with a `?` for every character that would move the cursor or reverse the line,
  /// so that the caret still fits.
  private static String visible(String text) {
    var visible = new StringBuilder();
    text.chars().forEach(c -> visible.append(isHidden(c) ? '?' : (char) c));
    return visible.toString();
  }

  private static boolean isHidden(int c) {
    var type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /// The part of a long line that a terminal has room for, and where in it the caret stands.
  private record Window(String text, int caret) {
    private static final int WIDTH = 96;

    static Window around(String line, int column) {
      var at = Math.clamp(column - 1, 0, line.length());
      var visible = visible(line);
      if (line.length() <= WIDTH) {
        return new Window(visible, at);
      }
      var start = Math.clamp(at - WIDTH / 2, 0, line.length() - WIDTH);
      return new Window(visible.substring(start, start + WIDTH), at - start);
    }
  }
}
