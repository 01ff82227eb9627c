package irb.drill;

import irb.engine.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What came of a drill. `path` and `outcome` are those of the run with the fault; `outcome` is
/// empty when there was none. `covered` is what its runs took of the runbook. `kept` is the folder
/// with its logs, when it failed.
public record DrillResult(
    String playbook,
    String runbook,
    Optional<String> variant,
    List<String> path,
    Optional<Exit> outcome,
    Duration took,
    Covered covered,
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

  /// The branches of the runbook, those that were taken, and the reasons why others are not.
  public record Covered(List<String> branches, Set<String> taken, Map<String, String> excuses) {
    static final Covered NOTHING = new Covered(List.of(), Set.of(), Map.of());

    public Covered {
      branches = List.copyOf(branches);
      taken = Set.copyOf(taken);
      excuses = Collections.unmodifiableMap(new LinkedHashMap<>(excuses));
    }
  }
}
