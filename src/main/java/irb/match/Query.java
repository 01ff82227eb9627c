package irb.match;

import irb.alert.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What is looked for: the words of a symptom, or alerts.
public final class Query {
  /// Labels whose values name a machine or a rule, and nothing that a runbook would be about.
  private static final Set<String> NO_WORDS =
      Set.of(
          "alertname",
          "severity",
          "instance",
          "pod",
          "uid",
          "fingerprint",
          "prometheus",
          "replica",
          "monitor",
          "endpoint",
          "container_id",
          "id");

  private static final double ALERTNAME = 1;
  private static final double RUNBOOK = 1;
  private static final double ANNOTATION = 0.6;
  private static final double LABEL = 0.4;

  private final List<Alert> alerts;
  private final Map<String, Double> texts = new LinkedHashMap<>();

  private Query(List<Alert> alerts) {
    this.alerts = List.copyOf(alerts);
  }

  /// The words that somebody typed.
  public static Query of(String text) {
    var query = new Query(List.of());
    query.texts.put(text, 1.0);
    return query;
  }

  public static Query of(List<Alert> alerts) {
    var query = new Query(alerts);
    alerts.forEach(query::take);
    return query;
  }

  private void take(Alert alert) {
    add(alert.name(), ALERTNAME);
    alert
        .annotations()
        .forEach((name, text) -> {
          switch (name) {
            case "runbook", "runbook_url" -> add(lastPart(text), RUNBOOK);
            case "summary", "title", "description", "message" -> add(text, ANNOTATION);
            default -> {
              // dashboards, values: nothing that a runbook would be about
            }
          }
        });
    alert
        .labels()
        .forEach((name, value) -> {
          if (!NO_WORDS.contains(name)) {
            add(value, LABEL);
          }
        });
  }

  private void add(String text, double weight) {
    texts.merge(text, weight, Math::max);
  }

  /// `https://wiki/runbooks/db-pool-exhaustion#first` → `db-pool-exhaustion first`.
  private static String lastPart(String address) {
    var path = address.replaceFirst("[?].*$", "").replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1).replace('#', ' ');
  }

  /// The alerts that are asked about; none when somebody typed words.
  List<Alert> alerts() {
    return alerts;
  }

  /// Every word once, with the most it counts anywhere; `isKnown` says whether a runbook has a
  /// stem: somebody who types `PostgreSQL` means one word, and with `DiskAlmostFull` three.
  List<Term> terms(Predicate<String> isKnown) {
    var terms = new LinkedHashMap<String, Term>();
    texts.forEach((text, weight) -> {
      for (var stems : phrases(text, isKnown)) {
        var term = new Term(stems.word(), stems.stem(), weight, alerts.isEmpty());
        terms.merge(term.stem(), term, (a, b) -> a.weight() >= b.weight() ? a : b);
      }
    });
    return List.copyOf(terms.values());
  }

  private record Piece(String word, String stem) {}

  private List<Piece> phrases(String text, Predicate<String> isKnown) {
    var pieces = new ArrayList<Piece>();
    for (var token : Tokens.of(text)) {
      var whole = new Piece(Tokens.small(token), Stem.of(Tokens.small(token)));
      var isWhole = isKnown.test(whole.stem());
      if (isWhole && !alerts.isEmpty() && Tokens.humps(token).size() > 1) {
        pieces.add(whole);
      }
      for (var part : isWhole && alerts.isEmpty() ? List.of(token) : Tokens.humps(token)) {
        var word = Tokens.small(part);
        if (alerts.isEmpty() || !word.chars().allMatch(Character::isDigit)) {
          pieces.add(new Piece(word, Stem.of(word)));
        }
      }
    }
    var all = new ArrayList<>(pieces);
    for (var i = 1; i < pieces.size(); i++) {
      var stems = pieces.get(i - 1).stem() + " " + pieces.get(i).stem();
      if (Synonyms.isPhrase(stems)) {
        all.add(new Piece(pieces.get(i - 1).word() + " " + pieces.get(i).word(), stems));
      }
    }
    return all;
  }
}
