package irb.drill;

import java.nio.file.Path;
import java.util.Map;

/// Where drills keep files: `cache`, e.g. `~/.cache/irb`, holds the unpacked servers and what is
/// running now; `temp` holds the logs of a drill.
public record Folders(Path cache, Path temp) {
  public Folders {
    cache = cache.toAbsolutePath().normalize();
    temp = temp.toAbsolutePath().normalize();
  }

  /// `irb` in `XDG_CACHE_HOME`, else in `~/.cache`, else in `temp`, which is the system's folder
  /// for temporary files.
  public static Folders of(Map<String, String> environment, Path temp) {
    var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    var home = environment.getOrDefault("HOME", "");
    // the XDG specification: a relative path is to be ignored
    if (xdg.startsWith("/")) {
      return new Folders(Path.of(xdg, "irb"), temp);
    }
    return home.startsWith("/")
        ? new Folders(Path.of(home, ".cache", "irb"), temp)
        : new Folders(temp.resolve("irb-cache"), temp);
  }

  /// Where servers are unpacked once and for all.
  Path unpacked() {
    return cache.resolve("servers");
  }

  /// Where each running drill has a folder.
  Path running() {
    return cache.resolve("drills");
  }
}
