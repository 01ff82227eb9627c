package irb.draft;

import java.util.regex.Pattern;

/// Texts as YAML, plain where nobody could take them for anything else.
final class Scalars {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]*[A-Za-z0-9])*");
  private static final Pattern WORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

  private Scalars() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
