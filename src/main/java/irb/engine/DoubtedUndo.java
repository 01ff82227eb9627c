package irb.engine;

import irb.engine.Event.Chosen;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.step.Question;
import irb.step.Question.Option;
import irb.step.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An undo of which the log does not say whether it took effect. It is not run again silently: what
/// the preview of its change shows settles it, or a person.
final class DoubtedUndo {
  private static final List<Option> OPTIONS =
      List.of(
          new Option("t", "it took effect"),
          new Option("n", "it did not: run it again"),
          new Option("a", "abort"));

  private final RunState state;
  private final Made change;
  private final ActionStep step;

  /// `step` is the undo of `change` as a step of its own.
  DoubtedUndo(RunState state, Made change, ActionStep step) {
    this.state = state;
    this.change = change;
    this.step = step;
  }

  /// What came of it; empty when it is to be run again.
  Optional<StepResult> settled() throws LogLostException, ExpressionException {
    if (new Restored(state).is(change).orElse(false)) {
      state.inform("'" + state.name(step) + "' was in doubt; the preview of its change settles it");
      return Optional.of(result(Status.OK, "", "the preview shows what it showed before"));
    }
    return switch (answer()) {
      case "t" -> Optional.of(result(Status.OK, "", "a person saw that it took effect"));
      case "n" -> Optional.empty();
      default ->
          Optional.of(
              result(
                  Status.IN_DOUBT,
                  Reason.LOST.toString(),
                  "irb or its connection ended while it was being made, so it may or may not have"
                      + " taken effect; look, and say so to 'irb undo' at a terminal"));
    };
  }

  private String answer() throws LogLostException {
    var text = "'" + state.name(step) + "' may or may not have taken effect. What now?";
    var answer = new Questions(state).ask(new Question.Choice(step.id(), text, OPTIONS));
    if (answer.isPresent()) {
      var by = state.request().around().operator().name();
      state.emit(new Chosen(step.id(), change.visit(), text, answer.get(), by));
    }
    return answer.orElse("");
  }

  private StepResult result(Status status, String reason, String why) {
    return new StepResult(status, reason, why, state.now(), Duration.ZERO, 1, Map.of());
  }
}
