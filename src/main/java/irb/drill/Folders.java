package irb.drill;

import java.nio.file.Path;
import java.util.Map;

/// Where drills keep files: in `cache`, e.g. `~/.cache/irb`, lie the unpacked servers, and in
/// `running`, e.g. `~/.cache/irb/drills`, has each running drill a folder; `temp` holds the logs of
/// a drill.
public record Folders(Path cache, Path running, Path temp) {
  public Folders {
    cache = cache.toAbsolutePath().normalize();
    running = running.toAbsolutePath().normalize();
    temp = temp.toAbsolutePath().normalize();
  }

  /// `irb` in `XDG_CACHE_HOME`, else in `~/.cache`, else in `temp`, which is the system's folder
  /// for temporary files.
  public static Folders of(Map<String, String> environment, Path temp) {
    var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    var home = environment.getOrDefault("HOME", "");
    // the XDG specification: a relative path is to be ignored
    if (xdg.startsWith("/")) {
      return in(Path.of(xdg, "irb"), temp);
    }
    return home.startsWith("/")
        ? in(Path.of(home, ".cache", "irb"), temp)
        : in(temp.resolve("irb-cache"), temp);
  }

  private static Folders in(Path cache, Path temp) {
    return new Folders(cache, cache.resolve("drills"), temp);
  }

  /// Where servers are unpacked once and for all.
  Path unpacked() {
    return cache.resolve("servers");
  }
}
