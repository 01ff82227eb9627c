package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.List;

/// What a runbook asks for that this version reads and checks, and does not carry out. A guard that
/// is not held would be worse than none, so a real run is refused; evidence that is not kept is
/// said.
final class Unheld {
  private Unheld() {}

  /// Guards that a real run cannot do without.
  static List<String> guards(Runbook runbook) {
    var guards = new ArrayList<String>();
    for (var step : runbook.steps()) {
      if (step instanceof ActionStep act && act.write().isPresent()) {
        var write = act.write().get();
        if (write.approvals() > 1) {
          guards.add("step '" + act.id() + "' wants " + write.approvals() + " approvals");
        }
        if (write.limits().runs().isPresent() || write.limits().per().isPresent()) {
          guards.add("step '" + act.id() + "' has 'limits.runs'");
        }
        if (write.limits().targets().isPresent()) {
          guards.add("step '" + act.id() + "' has 'limits.targets'");
        }
      }
    }
    return guards;
  }

  /// Outputs that are shown and logged, and not kept as files.
  static List<String> evidence(Runbook runbook) {
    var evidence = new ArrayList<String>();
    for (var step : runbook.steps()) {
      if (step instanceof ActionStep act && act.save().isPresent()) {
        evidence.add(
            "step '"
                + act.id()
                + "' has 'save: "
                + act.save().get()
                + "', which this version of irb does not write; its result is in the log");
      }
    }
    return evidence;
  }
}
