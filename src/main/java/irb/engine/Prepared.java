package irb.engine;

import irb.engine.Event.Intent;
import irb.runbook.ActionStep;
import irb.step.Executor;
import irb.step.Target;
import java.util.Map;
import java.util.Optional;

/// A step whose action is rendered: what is left is to run it.
record Prepared(
    ActionStep step, int visit, String title, Executor executor, Optional<Target> target) {

  /// That it is about to find something out.
  Intent reading() {
    return Intent.reading(
        step.id(),
        visit,
        Role.READ,
        step.action().type(),
        step.action().effect().words(),
        target.map(Target::name).orElse(""),
        executor.text());
  }

  /// That it is about to take effect; `captured` and `of` as [Intent] has them.
  Intent intent(Role role, String digest, String undo, Map<String, Object> captured, String of) {
    return new Intent(
        step.id(),
        visit,
        role,
        step.action().type(),
        step.action().effect().words(),
        target.map(Target::name).orElse(""),
        executor.text(),
        digest,
        undo,
        captured,
        of);
  }
}
