package irb.cli;

import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.source.Nearest;
import java.util.Optional;

/// The severity of a run when it is not the runbook's own.
record SeverityOption(Playbook playbook) {
  Runbook applied(Runbook runbook, Optional<String> severity) throws UsageException {
    if (severity.isEmpty()) {
      return runbook;
    }
    var known = playbook.severities().keySet();
    if (!known.contains(severity.get())) {
      throw new UsageException(
          "the playbook has no severity '"
              + severity.get()
              + "'; "
              + Nearest.hint(severity.get(), known));
    }
    return runbook.withSeverity(severity.get());
  }
}
