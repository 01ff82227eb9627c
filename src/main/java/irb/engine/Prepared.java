package irb.engine;

import irb.engine.Event.Intent;
import irb.runbook.ActionStep;
import irb.step.Executor;
import irb.step.Target;
import java.util.Optional;

/// A step whose action is rendered: what is left is to run it.
record Prepared(
    ActionStep step, int visit, String title, Executor executor, Optional<Target> target) {

  Intent intent(String digest, String undo) {
    return new Intent(
        step.id(),
        visit,
        step.action().type(),
        step.action().effect().words(),
        target.map(Target::name).orElse(""),
        executor.text(),
        digest,
        undo);
  }
}
