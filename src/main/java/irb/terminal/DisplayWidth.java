package irb.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/// Texts measured in the columns they take on a terminal; `東` takes two.
final class DisplayWidth {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private DisplayWidth() {}

  /// Without the theme's own colours; a foreign escape character never comes here as such.
  static int of(String text) {
    var plain = text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
    return plain.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /// `text` in at most `width` columns, with `ellipsis` where it was cut.
  static String cut(String text, int width, String ellipsis) {
    return of(text) <= width
        ? text
        : text.substring(0, fitting(text, 0, Math.max(0, width - of(ellipsis)))) + ellipsis;
  }

  static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - of(text))) + text;
  }

  /// `text` as lines of at most `width` columns, broken at blanks where there are some.
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var from = 0;
    var fits = fitting(text, from, width);
    while (fits < text.length()) {
      var end = Math.max(fits, text.offsetByCodePoints(from, 1));
      var blank = text.lastIndexOf(' ', end);
      // blanks at the beginning are an indentation, and breaking there would give an empty line
      var broken = blank > from && !text.substring(from, blank).isBlank() ? blank : end;
      lines.add(text.substring(from, broken).stripTrailing());
      from = broken < text.length() && text.charAt(broken) == ' ' ? broken + 1 : broken;
      fits = fitting(text, from, width);
    }
    lines.add(text.substring(from));
    return lines;
  }

  /// Where in `text` the columns from `from` on are used up.
  private static int fitting(String text, int from, int width) {
    var at = from;
    var used = 0;
    var colour = COLOUR.matcher(text);
    while (at < text.length()) {
      var codePoint = text.codePointAt(at);
      if (codePoint == '\u001b' && colour.region(at, text.length()).lookingAt()) {
        at = colour.end();
        continue;
      }
      used += of(codePoint);
      if (used > width) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }
}
