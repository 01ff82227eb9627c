package irb.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that a misspelt one most likely meant.
public final class Nearest {
  private Nearest() {}

  /// The nearest of `known`, unless it is so far off that it would be a guess.
  public static Optional<String> to(String word, Collection<String> known) {
    var allowed = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(k -> !k.equals(word))
        .filter(k -> distance(word, k) <= allowed)
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k));
  }

  /// `did you mean 'x'?`, or what there is when nothing is near.
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(k -> "did you mean '" + k + "'?")
        .orElse(known.isEmpty() ? "" : "known here: " + String.join(", ", known));
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`.
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : cheapest(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int cheapest(int[][] rows, String a, String b, int i, int j) {
    var same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
    var best =
        Math.min(
            Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1), rows[i - 1][j - 1] + (same ? 0 : 1));
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
