package irb.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people on call call the same thing. One line is one thing; two words are written as one
/// entry and must stand side by side.
final class Synonyms {
  private static final List<List<String>> TABLE =
      List.of(
          List.of("db", "database", "postgres", "postgresql", "pg"),
          List.of("mem", "memory", "oom", "heap", "ram"),
          List.of("ssl", "tls", "cert", "certificate", "https", "x509"),
          List.of("k8s", "kubernetes", "pod", "cluster"),
          List.of("5xx", "500", "502", "503", "504", "error rate", "server error"),
          List.of("latency", "slow", "slowness", "p95", "p99", "response time"),
          List.of("down", "outage", "unavailable", "unreachable", "offline"),
          List.of("disk", "storage", "filesystem", "volume", "no space"),
          List.of("auth", "authentication", "login", "signin", "401", "403"),
          List.of("cache", "redis", "valkey"),
          List.of("queue", "backlog", "lag", "worker"),
          List.of("deploy", "deployment", "release", "rollout", "rollback"));

  private static final Map<String, Set<String>> SAME = same();

  private Synonyms() {}

  private static Map<String, Set<String>> same() {
    var same = new HashMap<String, Set<String>>();
    for (var row : TABLE) {
      var stems = new LinkedHashSet<String>();
      row.forEach(w -> stems.add(stems(w)));
      stems.forEach(s -> same.put(s, Set.copyOf(stems)));
    }
    return Map.copyOf(same);
  }

  private static String stems(String entry) {
    return String.join(" ", List.of(entry.split(" ", -1)).stream().map(Stem::of).toList());
  }

  /// The stems that mean the same as `stem`, itself left out.
  static Set<String> of(String stem) {
    var others = new LinkedHashSet<>(SAME.getOrDefault(stem, Set.of()));
    others.remove(stem);
    return others;
  }

  /// Whether two words side by side are an entry of their own, e.g. `error rate`.
  static boolean isPhrase(String stems) {
    return SAME.containsKey(stems);
  }

  /// Every single word of the table, as a dictionary for misspelt ones.
  static List<String> words() {
    var words = new ArrayList<String>();
    TABLE.forEach(row -> row.stream().filter(w -> !w.contains(" ")).forEach(words::add));
    return words;
  }
}
