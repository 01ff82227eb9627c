package irb.step;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a command is given of irb's own environment: enough to find programs and to print text, and
/// nothing that could be a secret.
public final class Inherited {
  /// Where programs are looked for when nobody says it.
  public static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  private static final Set<String> NAMES =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR");

  private Inherited() {}

  /// The part of `environment` that is passed on; the terminal is always `dumb`.
  public static Map<String, String> of(Map<String, String> environment) {
    var passedOn = new TreeMap<>(Map.of("PATH", PATH, "TERM", "dumb"));
    environment.forEach((name, value) -> {
      if (NAMES.contains(name) || name.startsWith("LC_")) {
        passedOn.put(name, value);
      }
    });
    return Map.copyOf(passedOn);
  }
}
