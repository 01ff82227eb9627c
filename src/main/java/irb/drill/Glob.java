package irb.drill;

import irb.expr.Quoting;
import java.util.regex.Pattern;

/// A text in which `*` stands for any characters, e.g. `docker-compose restart *`.
public record Glob(String text) {

  boolean matches(String whole) {
    var regex = new StringBuilder("(?s)");
    for (var part : text.splitWithDelimiters("\\*", -1)) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.matches(regex.toString(), whole);
  }

  /// The same as a pattern of the shell's `case`.
  String shellPattern() {
    var pattern = new StringBuilder();
    for (var part : text.splitWithDelimiters("\\*", -1)) {
      pattern.append(part.equals("*") || part.isEmpty() ? part : Quoting.word(part));
    }
    return pattern.toString();
  }

  /// The first word, which is the program of a command.
  String program() {
    return text.strip().split("\\s", 2)[0];
  }

  @Override
  public String toString() {
    return text;
  }
}
