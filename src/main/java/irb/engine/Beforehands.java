package irb.engine;

import irb.engine.Launch.RefusedException;
import irb.engine.RunRequest.Consent;
import irb.runbook.ActionStep;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import irb.runbook.Step;
import irb.source.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Checks that what was approved, declined or answered beforehand names steps that there are.
final class Beforehands {
  private final Runbook runbook;

  Beforehands(Runbook runbook) {
    this.runbook = runbook;
  }

  /// A misspelt step in --approve or --answer would silently approve nothing.
  void check(Consent consent) throws RefusedException {
    var steps = new LinkedHashMap<String, Step>();
    Qualified.of(runbook).forEach(q -> steps.put(q.id(), q.step()));
    var named = new ArrayList<String>(consent.approved());
    named.addAll(consent.declined());
    named.addAll(consent.answers().keySet());
    var blanks = blanks();
    for (var name : named) {
      var id = Undos.undone(name);
      var step = steps.get(id);
      if (step == null && !blanks.contains(id)) {
        throw new RefusedException(
            Exit.USAGE,
            "runbook '"
                + runbook.name()
                + "' has no step '"
                + id
                + "'; "
                + Nearest.hint(id, steps.keySet()));
      }
      if (step instanceof ActionStep act && act.action().nested().isPresent()) {
        throw new RefusedException(
            Exit.USAGE,
            "'"
                + id
                + "' runs the runbook '"
                + act.action().nested().get().runbook()
                + "'; name its steps: "
                + String.join(
                    ", ",
                    steps.keySet().stream()
                        .filter(k -> k.startsWith(Qualified.name(id, "")))
                        .toList()));
      }
    }
  }

  /// The blanks of messages, as answers beforehand name them, e.g. `tell.impact`.
  private List<String> blanks() {
    var blanks = new ArrayList<String>();
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act) {
        act.action().blanks().forEach(b -> blanks.add(named.id() + "." + b.name()));
      }
    }
    return blanks;
  }
}
