package irb.expr;

/// Makes the invisible visible: control and bidirectional characters of foreign text, which could
/// otherwise move the cursor, recolour the screen, or reverse what a line seems to say.
public final class Visible {
  private Visible() {}

  /// `text` with its newlines and tabs kept, and everything else that cannot be seen spelt out.
  public static String text(String text) {
    if (text.chars().noneMatch(Visible::isHidden)) {
      return text;
    }
    var visible = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (!isHidden(c)) {
            visible.appendCodePoint(c);
          } else if (c < 0x20) {
            visible.append('^').append((char) (c + '@'));
          } else {
            visible.append(String.format("<U+%04X>", c));
          }
        });
    return visible.toString();
  }

  /// `text` on one line.
  public static String line(String text) {
    return text(text).replace("\n", "\\n").replace("\t", " ");
  }

  private static boolean isHidden(int c) {
    return (c < 0x20 && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || c == 0x180e
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2069)
        || c == 0xfeff;
  }
}
