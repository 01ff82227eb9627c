package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import java.util.Optional;

/// Whether the preview of a change shows again what it showed before the change.
final class Restored {
  private final RunState state;

  Restored(RunState state) {
    this.state = state;
  }

  /// Reads the preview again; empty where it cannot be compared, because it showed no rows.
  Optional<Boolean> is(Made change) throws LogLostException, ExpressionException {
    var step = change.step();
    var before = state.shown(change.key()).filter(rows -> !rows.isEmpty());
    if (step.preview().isEmpty() || before.isEmpty()) {
      return Optional.empty();
    }
    var now = new Previews(state, new Attempts(state)).read(step, change.visit(), change.title());
    return now.filter(StepResult::isOk)
        .map(read -> new Binding(state).isSame(before.get(), Previews.rows(read)));
  }
}
