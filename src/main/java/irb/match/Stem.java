package irb.match;

import java.util.regex.Pattern;

/// What is left of an English word without its ending, e.g. `exhaust` of `exhausted`; right often
/// enough to bring a symptom and a title together, and the same for the same word always.
final class Stem {
  private static final int SHORTEST = 4;
  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern DOUBLED = Pattern.compile("([bdgmnprt])\\1$");

  private Stem() {}

  /// `word` is in small letters; abbreviations (`dns`, `p99`, `5xx`) stay as they are.
  static String of(String word) {
    if (word.length() < SHORTEST || DIGIT.matcher(word).find()) {
      return word;
    }
    return withoutE(verb(singular(word)));
  }

  private static String singular(String word) {
    if (word.endsWith("ies") && word.length() > SHORTEST) {
      return cut(word, 3) + "y";
    }
    if (word.matches(".*(s|x|z|ch|sh)es")) {
      return cut(word, 2);
    }
    return word.endsWith("s") && !word.matches(".*(ss|us|is)") ? cut(word, 1) : word;
  }

  private static String verb(String word) {
    if (word.matches(".{4,}[st]ion")) {
      return cut(word, 3);
    }
    var ending = word.endsWith("ing") ? 3 : word.endsWith("ed") ? 2 : 0;
    if (ending == 0 || word.length() - ending < SHORTEST) {
      return word;
    }
    var bare = cut(word, ending);
    return DOUBLED.matcher(bare).find() ? cut(bare, 1) : bare;
  }

  private static String withoutE(String word) {
    return word.endsWith("e") && word.length() > SHORTEST ? cut(word, 1) : word;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
