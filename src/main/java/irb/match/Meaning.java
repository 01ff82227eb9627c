package irb.match;

import java.util.Map;

/// What a word that is looked for is found by: stems, each with how near it is to the word (1 is
/// the word itself), and how much the word tells the runbooks apart.
record Meaning(Term term, Map<String, Double> stems, double rarity) {
  /// How well `line` has it, and by which stem; 0 when it does not.
  Hit in(Line line) {
    var best = Hit.NONE;
    for (var stem : stems.entrySet()) {
      var there = line.stems().get(stem.getKey());
      if (there != null && stem.getValue() > best.score()) {
        best = new Hit(stem.getValue(), there);
      }
    }
    return new Hit(best.score() * rarity * term.weight(), best.word());
  }

  /// `word` is what stands in the line.
  record Hit(double score, String word) {
    static final Hit NONE = new Hit(0, "");
  }
}
