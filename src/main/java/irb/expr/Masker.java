package irb.expr;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Replaces every known secret in a text by its name, e.g. `***(DB_PASSWORD)`.
///
/// One masker stands in front of every sink of a process: screen, log, JSON, errors. Secrets may be
/// added while it is in use; what was written before is not taken back.
public class Masker {
  /// A secret shorter than this many characters would mask ordinary text, so it is refused.
  public static final int SHORTEST = 6;

  private final Map<String, String> replacements = new ConcurrentHashMap<>();
  private volatile List<Map.Entry<String, String>> longestFirst = List.of();

  /// Masks `secret` from now on; false when it is too short to be masked.
  public boolean add(Secret secret) {
    var value = secret.reveal();
    if (value.length() < SHORTEST) {
      return false;
    }
    for (var form : SecretForms.of(value)) {
      if (form.length() >= SHORTEST) {
        replacements.putIfAbsent(form, secret.toString());
      }
    }
    longestFirst =
        replacements.entrySet().stream()
            .map(e -> Map.entry(e.getKey(), e.getValue()))
            .sorted(Comparator.comparingInt(e -> -e.getKey().length()))
            .toList();
    return true;
  }

  /// `text` without any secret in it.
  public String mask(String text) {
    var masked = text;
    for (var replacement : longestFirst) {
      if (masked.contains(replacement.getKey())) {
        masked = masked.replace(replacement.getKey(), replacement.getValue());
      }
    }
    return masked;
  }

  /// The length of the longest text that is masked, in characters; 0 when there is no secret.
  public int longest() {
    var forms = longestFirst;
    return forms.isEmpty() ? 0 : forms.getFirst().getKey().length();
  }

  /// How many of the first characters of `text` can be masked and written by now; the others may be
  /// the beginning of a secret whose end is still to come.
  public int settled(String text) {
    var cut = text.length() - beginning(text);
    while (true) {
      var earlier = beforeSecretAt(text, cut);
      if (earlier == cut) {
        return cut;
      }
      cut = earlier;
    }
  }

  /// The length of the longest end of `text` that begins a secret and does not complete it.
  private int beginning(String text) {
    for (var length = Math.min(text.length(), longest() - 1); length > 0; length--) {
      for (var form : longestFirst) {
        if (length < form.getKey().length()
            && text.regionMatches(text.length() - length, form.getKey(), 0, length)) {
          return length;
        }
      }
    }
    return 0;
  }

  /// `cut`, or the start of a secret that would be cut there.
  private int beforeSecretAt(String text, int cut) {
    var earliest = cut;
    for (var form : longestFirst) {
      var secret = form.getKey();
      var at = text.indexOf(secret, Math.max(0, cut - secret.length() + 1));
      if (at >= 0 && at < earliest) {
        earliest = at;
      }
    }
    return earliest;
  }
}
