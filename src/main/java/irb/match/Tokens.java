package irb.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a text that say something, as they are written.
final class Tokens {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
  private static final Set<String> EMPTY =
      Set.of(
          "a", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "do",
          "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its",
          "my", "of", "on", "or", "our", "please", "s", "since", "so", "some", "than", "that",
          "the", "their", "then", "there", "they", "this", "to", "too", "very", "was", "we", "were",
          "what", "when", "which", "who", "why", "will", "with", "you", "your");

  private Tokens() {}

  /// `HighErrorRate on the API` → `HighErrorRate`, `API`.
  static List<String> of(String text) {
    var tokens = new ArrayList<String>();
    WORD.matcher(text)
        .results()
        .map(r -> r.group())
        .filter(w -> !EMPTY.contains(small(w)))
        .forEach(tokens::add);
    return tokens;
  }

  /// The words that a name in camel case is made of, e.g. `HTTPErrorRate` → `HTTP`, `Error`,
  /// `Rate`; one for every other word.
  static List<String> humps(String word) {
    return List.of(HUMP.split(word, -1));
  }

  static String small(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
