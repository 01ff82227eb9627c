package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.ActionStep.Undo;
import irb.step.Action;
import java.util.Map;
import java.util.Optional;

/// A change that a run made, or may have made when it is not certain: what its undo needs is in
/// `captured`, by expression.
record Made(
    RunState state,
    ActionStep step,
    int visit,
    String title,
    boolean isCertain,
    Map<String, Object> captured) {
  Made {
    captured = Map.copyOf(captured);
  }

  /// The visit it was made in, e.g. `restart#1/stop#1`.
  String key() {
    return state.key(step, visit);
  }

  /// How sentences call the step.
  String name() {
    return state.name(step);
  }

  boolean canBeUndone() {
    return undo().isPresent();
  }

  Optional<Action> undo() {
    return step.undo()
        .flatMap(u -> u instanceof Undo.By(var by) ? Optional.of(by) : Optional.empty());
  }
}
