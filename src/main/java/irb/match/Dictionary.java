package irb.match;

import irb.source.Nearest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every word of the runbooks: in how many of them it stands, and what is near to it.
final class Dictionary {
  private static final double SYNONYM = 0.7;
  private static final double PREFIX = 0.9;
  private static final double TYPO = 0.6;
  private static final int SHORTEST = 4;

  private final List<Volume> volumes;
  private final Map<String, Integer> stems = new TreeMap<>();
  private final TreeSet<String> words = new TreeSet<>();

  Dictionary(List<Volume> volumes) {
    this.volumes = volumes;
    for (var volume : volumes) {
      var own = new HashMap<String, String>();
      volume.lines().forEach(l -> own.putAll(l.stems()));
      own.keySet().forEach(s -> stems.merge(s, 1, Integer::sum));
      words.addAll(own.values());
    }
    words.addAll(Synonyms.words());
    words.removeIf(w -> w.length() < SHORTEST || w.contains(" "));
  }

  boolean knows(String stem) {
    return stems.containsKey(stem);
  }

  /// What `term` is found by; empty when there is nothing like it anywhere.
  Optional<Meaning> meaning(Term term) {
    var near = near(term.stem());
    return near.isEmpty() ? Optional.empty() : Optional.of(new Meaning(term, near, rarity(near)));
  }

  /// The word that a misspelt one was most likely meant to be.
  Optional<String> corrected(Term term) {
    return term.isTyped() && term.word().length() >= SHORTEST
        ? Nearest.to(term.word(), words)
        : Optional.empty();
  }

  /// The meaning of `term` when it is read as `word`.
  Optional<Meaning> meaning(Term term, String word) {
    var near = new LinkedHashMap<>(near(Stem.of(word)));
    near.replaceAll((_, nearness) -> nearness * TYPO);
    return near.isEmpty() ? Optional.empty() : Optional.of(new Meaning(term, near, rarity(near)));
  }

  private Map<String, Double> near(String stem) {
    var near = new LinkedHashMap<String, Double>();
    if (knows(stem)) {
      near.put(stem, 1.0);
    }
    Synonyms.of(stem).stream().filter(this::knows).forEach(s -> near.put(s, SYNONYM));
    if (!stem.contains(" ")) {
      stems.keySet().stream()
          .filter(other -> !other.equals(stem) && isPrefix(stem, other))
          .forEach(other -> near.merge(other, likeness(stem, other), Math::max));
    }
    return near;
  }

  private static boolean isPrefix(String a, String b) {
    var shorter = a.length() < b.length() ? a : b;
    return shorter.length() >= SHORTEST && (a.startsWith(shorter) && b.startsWith(shorter));
  }

  /// The more of the longer word is there, the nearer.
  private static double likeness(String a, String b) {
    return PREFIX * Math.min(a.length(), b.length()) / Math.max(a.length(), b.length());
  }

  /// What stands in few runbooks tells more than what stands in most: the inverse document
  /// frequency.
  private double rarity(Map<String, Double> near) {
    var having =
        volumes.stream()
            .filter(v ->
                v.lines().stream()
                    .anyMatch(l -> near.keySet().stream().anyMatch(l.stems()::containsKey)))
            .count();
    return Math.log(1 + (double) volumes.size() / Math.max(1, having));
  }
}
