package irb.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A name used in an expression with the fields taken from it, e.g. `usage.row.used`.
///
/// `optional` is true when a field is taken with `.?`, or tested with `has(…)` or `"X" in env`.
public record Reference(List<String> path, int offset, boolean optional) {
  private static final Set<String> WORDS = Set.of("in", "true", "false", "null");

  public Reference {
    path = List.copyOf(path);
  }

  public String root() {
    return path.getFirst();
  }

  /// Every name in `text` outside of its quotes.
  static List<Reference> in(String text) {
    return new Scan(text).all();
  }

  /// Reads identifiers and what is taken from them; anything else is passed over.
  private static final class Scan {
    private final String text;
    private int at;

    Scan(String text) {
      this.text = text;
    }

    List<Reference> all() {
      var found = new ArrayList<Reference>();
      var afterDot = false;
      while (at < text.length()) {
        var c = text.charAt(at);
        if (c == '"' || c == '\'') {
          at = endOfQuote(text, at);
        } else if (text.startsWith("//", at)) {
          at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
        } else if (isRawQuote()) {
          at = endOfRawQuote(text, at + 1);
        } else if (isStart(c) && !afterDot) {
          reference(found);
        } else if (Character.isLetterOrDigit(c) || c == '_') {
          word();
        } else {
          at++;
        }
        afterDot = (c == '.' && takesFrom()) || (afterDot && (c == '?' || c == ' '));
      }
      return found;
    }

    private void reference(List<Reference> found) {
      var start = at;
      var path = new ArrayList<String>();
      path.add(word());
      var optional = text.substring(0, start).stripTrailing().endsWith("has(");
      while (at < text.length()) {
        var before = at;
        var dot = text.startsWith(".?", at) ? 2 : text.startsWith(".", at) ? 1 : 0;
        if (dot > 0 && at + dot < text.length() && isStart(text.charAt(at + dot))) {
          at += dot;
          var field = word();
          if (isCall()) {
            at = before;
            break;
          }
          optional |= dot == 2;
          path.add(field);
        } else if (text.startsWith("[\"", at) || text.startsWith("['", at)) {
          var end = endOfQuote(text, at + 1);
          path.add(text.substring(at + 2, Math.max(at + 2, end - 1)));
          at = Math.min(text.length(), end + 1);
        } else {
          break;
        }
      }
      if (path.size() == 1 && (isCall() || WORDS.contains(path.getFirst()))) {
        return;
      }
      if (path.size() == 1) {
        optional |= keyBeforeIn(start, path);
      }
      found.add(new Reference(path, start, optional));
    }

    /// Whether a string begins here in which a backslash is a backslash.
    private boolean isRawQuote() {
      return (text.startsWith("r", at) || text.startsWith("R", at))
          && (text.startsWith("\"", at + 1) || text.startsWith("'", at + 1));
    }

    /// Whether the dot just passed takes a field; one without a value before it begins a name.
    private boolean takesFrom() {
      var before = text.substring(0, at - 1).stripTrailing();
      var last = before.isEmpty() ? '(' : before.charAt(before.length() - 1);
      return Character.isLetterOrDigit(last) || "_)]}\"'".indexOf(last) >= 0;
    }

    private boolean isCall() {
      return at < text.length() && text.charAt(at) == '(';
    }

    /// `"NAME" in env` takes NAME from env.
    private boolean keyBeforeIn(int start, List<String> path) {
      var before = text.substring(0, start).stripTrailing();
      if (!before.endsWith(" in")) {
        return false;
      }
      var key = before.substring(0, before.length() - 3).stripTrailing();
      var quote = key.isEmpty() ? ' ' : key.charAt(key.length() - 1);
      var open = quote == '"' || quote == '\'' ? key.lastIndexOf(quote, key.length() - 2) : -1;
      if (open >= 0) {
        path.add(key.substring(open + 1, key.length() - 1));
      }
      return open >= 0;
    }

    private String word() {
      var start = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      return text.substring(start, at);
    }

    private static boolean isStart(char c) {
      return Character.isLetter(c) || c == '_';
    }
  }

  /// The offset just behind the string that begins at `open`.
  static int endOfQuote(String text, int open) {
    var quote = text.charAt(open);
    if (isTriple(text, open)) {
      return endOfTriple(text, open, true);
    }
    for (var i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  private static int endOfRawQuote(String text, int open) {
    if (isTriple(text, open)) {
      return endOfTriple(text, open, false);
    }
    var end = text.indexOf(text.charAt(open), open + 1);
    return end < 0 ? text.length() : end + 1;
  }

  private static boolean isTriple(String text, int open) {
    return text.startsWith(text.substring(open, open + 1).repeat(3), open);
  }

  private static int endOfTriple(String text, int open, boolean escapes) {
    var quotes = text.substring(open, open + 3);
    for (var i = open + 3; i < text.length(); i++) {
      if (escapes && text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(quotes, i)) {
        return i + 3;
      }
    }
    return text.length();
  }
}
