package irb.drill;

import irb.engine.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of a drill. `path` and `outcome` are those of the run with the fault; `outcome` is
/// empty when there was none. `kept` is the folder with its logs, when it failed.
public record DrillResult(
    String runbook,
    Optional<String> variant,
    List<String> path,
    Optional<Exit> outcome,
    Duration took,
    List<String> failures,
    Optional<Path> kept) {
  public DrillResult {
    path = List.copyOf(path);
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  /// The drill's name, e.g. `db-pool-exhaustion.refused`.
  public String name() {
    return runbook + variant.map(v -> "." + v).orElse("");
  }
}
