package irb.cli;

import irb.match.Volume;
import irb.runbook.Library.Shelf;
import irb.runbook.Playbook;
import irb.runbook.Playbook.Severity;
import irb.runbook.Runbook;
import irb.source.Findings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runbooks that can be searched, read without loading what only a run needs; of those with
/// mistakes it is said, and the others stand.
final class Volumes {
  private final Invocation invocation;
  private final Map<Path, Optional<Playbook>> playbooks = new HashMap<>();

  Volumes(Invocation invocation) {
    this.invocation = invocation;
  }

  List<Volume> all() throws UsageException {
    var volumes = new ArrayList<Volume>();
    for (var shelf : invocation.shelves()) {
      read(shelf).ifPresent(r -> volumes.add(Volume.of(shelf, r, signs(shelf, r))));
    }
    return volumes;
  }

  private Optional<Runbook> read(Shelf shelf) {
    var findings = new Findings();
    var runbook = invocation.loader().glance(shelf, findings);
    var file = invocation.loader().shown(shelf.file());
    if (runbook.isEmpty() || findings.hasErrors()) {
      invocation
          .err()
          .println(
              "irb: warning: "
                  + file
                  + (runbook.isEmpty() ? " cannot be read and is left out" : " has mistakes")
                  + "; 'irb lint "
                  + file
                  + "' shows why");
    }
    return runbook;
  }

  private List<String> signs(Shelf shelf, Runbook runbook) {
    var playbook =
        shelf
            .playbookFile()
            .flatMap(f -> playbooks.computeIfAbsent(f, invocation.loader()::glancePlaybook));
    return playbook
        .flatMap(p ->
            runbook.about().severity().flatMap(s -> Optional.ofNullable(p.severities().get(s))))
        .map(Severity::signs)
        .orElse(List.of());
  }
}
