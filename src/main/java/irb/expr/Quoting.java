package irb.expr;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes words so that a POSIX shell reads each of them back unchanged, e.g. `'it'\''s'`.
public final class Quoting {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Quoting() {}

  /// `word`, quoted where it must be.
  public static String word(String word) {
    return SAFE.matcher(word).matches() ? word : quoted(word);
  }

  /// `words` as one command line that a person can paste.
  public static String line(List<String> words) {
    var program = words.getFirst();
    var rest = words.stream().skip(1).map(w -> " " + word(w)).collect(Collectors.joining());
    // unquoted, a first word with '=' in it would be an assignment
    return (program.contains("=") ? quoted(program) : word(program)) + rest;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
