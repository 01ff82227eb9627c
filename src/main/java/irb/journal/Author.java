package irb.journal;

import java.util.Map;
import java.util.stream.Stream;

/// Who writes: a person, the machine and the process, e.g. `ada` on `ops-1` as process 4711.
public record Author(String actor, String host, long pid) {
  private static final int LONGEST = 300;

  public Author {
    actor = shortened(actor);
    host = shortened(host);
    if (pid < 0) {
      throw new IllegalArgumentException("not a process id: " + pid);
    }
  }

  /// The actor is `IRB_ACTOR`, else `SUDO_USER`, else `osUser`.
  public static Author of(Map<String, String> environment, String osUser, String host, long pid) {
    var actor =
        Stream.of("IRB_ACTOR", "SUDO_USER")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse(osUser);
    return new Author(actor, host, pid);
  }

  private static String shortened(String name) {
    var stripped = name.isBlank() ? "unknown" : name.strip();
    return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
  }
}
