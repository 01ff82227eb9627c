package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.List;

/// What a runbook asks for that this version reads and checks, and does not carry out. A guard that
/// is not held would be worse than none, so a real run is refused.
final class Unheld {
  private Unheld() {}

  /// Guards that a real run cannot do without.
  static List<String> guards(Runbook runbook) {
    var guards = new ArrayList<String>();
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act && act.write().isPresent()) {
        var write = act.write().get();
        if (write.approvals() > 1) {
          guards.add("step '" + named.id() + "' wants " + write.approvals() + " approvals");
        }
        if (write.limits().runs().isPresent() || write.limits().per().isPresent()) {
          guards.add("step '" + named.id() + "' has 'limits.runs'");
        }
      }
    }
    return guards;
  }
}
