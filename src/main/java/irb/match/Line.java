package irb.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line of a runbook, e.g. one symptom, and its words by their stems.
record Line(Field field, String text, Map<String, String> stems) {
  Line(Field field, String text) {
    this(field, text, read(text));
  }

  /// A word in camel case stands for itself and for its parts, two words side by side also for what
  /// they mean together.
  private static Map<String, String> read(String text) {
    var stems = new LinkedHashMap<String, String>();
    var before = "";
    for (var token : Tokens.of(text)) {
      var parts = new ArrayList<>(List.of(token));
      parts.addAll(Tokens.humps(token));
      for (var part : parts) {
        var word = Tokens.small(part);
        stems.putIfAbsent(Stem.of(word), word);
      }
      for (var part : Tokens.humps(token)) {
        var stem = Stem.of(Tokens.small(part));
        if (Synonyms.isPhrase(before + " " + stem)) {
          stems.putIfAbsent(before + " " + stem, before + " " + stem);
        }
        before = stem;
      }
    }
    return stems;
  }
}
