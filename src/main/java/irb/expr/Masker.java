package irb.expr;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Replaces every known secret in a text by its name, e.g. `***(DB_PASSWORD)`.
///
/// One masker stands in front of every sink of a process: screen, log, JSON, errors. Secrets may be
/// added while it is in use; what was written before is not taken back.
public class Masker {
  /// A secret shorter than this many characters would mask ordinary text, so it is refused.
  public static final int SHORTEST = 6;

  /// How every mask begins.
  static final String MARK = "***(";

  private final Map<String, String> replacements = new ConcurrentHashMap<>();
  private volatile @Nullable Forms texts;
  private volatile @Nullable Forms bytes;

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
    texts = null;
    bytes = null;
    return true;
  }

  /// `text` without any secret in it.
  public String mask(String text) {
    return texts().mask(text);
  }

  /// How many of the first characters of `text` can be masked and written by now; the others may be
  /// the beginning of a secret whose end is still to come.
  public int settled(String text) {
    return texts().settled(text);
  }

  private Forms texts() {
    var known = texts;
    if (known == null) {
      known = new Forms(Map.copyOf(replacements));
      texts = known;
    }
    return known;
  }

  /// The same in bytes, each of which is one character of ISO 8859-1.
  Forms bytes() {
    var known = bytes;
    if (known == null) {
      var encoded = new HashMap<String, String>();
      replacements.forEach((text, name) -> encoded.put(asBytes(text), asBytes(name)));
      known = new Forms(encoded);
      bytes = known;
    }
    return known;
  }

  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
