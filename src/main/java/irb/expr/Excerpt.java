package irb.expr;

/// The beginning of a foreign text, on one line, for a message.
public final class Excerpt {
  private static final int MOST = 80;

  private Excerpt() {}

  /// `text` with everything that cannot be seen spelt out, and cut after 80 characters.
  public static String of(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        ? Visible.line(text)
        : Visible.line(text.substring(0, text.offsetByCodePoints(0, MOST))) + "…";
  }
}
