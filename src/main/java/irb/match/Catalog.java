package irb.match;

import irb.match.Match.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runbooks that can be found. A word counts by where it stands ([Field]) and by how few
/// runbooks have it; words that stand in one line together count more than the same words apart. An
/// alert whose labels a runbook names beats any words.
public final class Catalog {
  /// A runbook that is this much worse than the best one is not what was asked for.
  private static final double CUTOFF = 0.15;

  private static final Comparator<Match> BEST_FIRST =
      Comparator.comparingInt((Match m) -> m.labels().size())
          .thenComparingDouble(Match::score)
          .reversed()
          .thenComparing(m -> m.volume().shelf().qualified());

  private final List<Volume> volumes;
  private final Dictionary dictionary;

  public Catalog(List<Volume> volumes) {
    this.volumes = List.copyOf(volumes);
    this.dictionary = new Dictionary(this.volumes);
  }

  public Found search(Query query) {
    var readAs = new LinkedHashMap<String, String>();
    var meanings = meanings(query, readAs);
    var matches =
        volumes.stream()
            .map(v -> match(v, query, meanings))
            .filter(m -> m.score() > 0 || !m.labels().isEmpty())
            .sorted(BEST_FIRST)
            .toList();
    var best = matches.stream().mapToDouble(Match::score).max().orElse(0);
    return new Found(
        matches.stream().filter(m -> !m.labels().isEmpty() || m.score() >= best * CUTOFF).toList(),
        readAs);
  }

  private List<Meaning> meanings(Query query, Map<String, String> readAs) {
    var meanings = new ArrayList<Meaning>();
    for (var term : query.terms(dictionary::knows)) {
      var meaning = dictionary.meaning(term);
      if (meaning.isPresent()) {
        meanings.add(meaning.get());
        continue;
      }
      var corrected = dictionary.corrected(term);
      corrected
          .flatMap(word -> dictionary.meaning(term, word))
          .ifPresent(m -> {
            readAs.put(term.word(), corrected.get());
            meanings.add(m);
          });
    }
    return meanings;
  }

  private static Match match(Volume volume, Query query, List<Meaning> meanings) {
    var reasons = new ArrayList<Reason>();
    var score = 0.0;
    for (var field : Field.values()) {
      var reason = best(volume, field, meanings);
      if (reason.isPresent()) {
        reasons.add(reason.get());
        score += reason.get().score();
      }
    }
    reasons.sort(Comparator.comparingDouble(Reason::score).reversed());
    return new Match(volume, labels(volume, query), score, reasons);
  }

  /// The line of a field that has most of what was asked for. Half of the field's score is for that
  /// line, and half for the words wherever in the field they stand.
  private static Optional<Reason> best(Volume volume, Field field, List<Meaning> meanings) {
    var lines = volume.lines().stream().filter(l -> l.field() == field).toList();
    var line = lines.stream().max(Comparator.comparingDouble(l -> sum(l, meanings)));
    if (line.isEmpty() || sum(line.get(), meanings) <= 0) {
      return Optional.empty();
    }
    var anywhere =
        meanings.stream()
            .mapToDouble(m -> lines.stream().mapToDouble(l -> m.in(l).score()).max().orElse(0))
            .sum();
    var score = field.weight() * (sum(line.get(), meanings) + anywhere) / 2;
    return Optional.of(new Reason(field, line.get().text(), words(line.get(), meanings), score));
  }

  private static double sum(Line line, List<Meaning> meanings) {
    return meanings.stream().mapToDouble(m -> m.in(line).score()).sum();
  }

  private static List<String> words(Line line, List<Meaning> meanings) {
    var words = new LinkedHashSet<String>();
    for (var meaning : meanings) {
      var hit = meaning.in(line);
      if (hit.score() > 0) {
        var asked = meaning.term().word();
        var same = Stem.of(asked).equals(Stem.of(hit.word()));
        words.add(same ? asked : asked + " ~ " + hit.word());
      }
    }
    return List.copyOf(words);
  }

  /// The most labels of one of the runbook's alerts, when all of them are those of an alert asked
  /// about.
  private static Map<String, String> labels(Volume volume, Query query) {
    return volume.runbook().about().alerts().stream()
        .filter(labels -> !labels.isEmpty())
        .filter(labels ->
            query.alerts().stream()
                .anyMatch(a -> a.labels().entrySet().containsAll(labels.entrySet())))
        .max(Comparator.comparingInt(Map::size))
        .orElse(Map.of());
  }
}
