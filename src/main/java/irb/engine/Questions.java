package irb.engine;

import irb.engine.Event.Pending;
import irb.engine.Event.Rehearsed;
import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.runbook.Go;
import irb.runbook.Step;
import irb.step.Question;
import java.util.Optional;

/// Asks people, or takes what they answered beforehand.
final class Questions {
  private final RunState state;

  Questions(RunState state) {
    this.state = state;
  }

  /// An answer and how it was given: `terminal`, or `--answer`.
  record Answer(String text, String by) {}

  /// An answer given beforehand, or that of the operator; empty when there is none.
  Optional<Answer> answer(Question question) {
    var given = state.request().consent().answers().get(question.step());
    return given != null
        ? Optional.of(new Answer(given, "--answer"))
        : ask(question).map(a -> new Answer(a, state.request().around().operator().name()));
  }

  /// What the operator says now; empty when nobody is there, or they gave up.
  Optional<String> ask(Question question) {
    try {
      return state.request().around().operator().answer(question);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// Whether a step needs a person and none can be asked, or a dry run does not wait for one.
  boolean cannotBeAsked(ActionStep step) {
    var people = step.action().type().equals("ask") || step.action().type().equals("manual");
    return people
        && (state.request().dry() || !state.request().around().operator().isThere())
        && !(state.request().consent().answers().containsKey(step.id()) && !state.request().dry());
  }

  /// Whether `result` is that of a question which nobody answered in time.
  boolean unanswered(ActionStep step, StepResult result) {
    return !result.isOk() && cannotBeAsked(step);
  }

  Turn suspended(ActionStep step) {
    return suspended(step, state.message(step.title()));
  }

  Turn suspended(Step step, String title) {
    return Turn.suspended(
        "'"
            + state.name(step)
            + "' asks a person, and "
            + state.request().around().operator().absence()
            + ": "
            + title,
        new Pending(step.id(), Pending.Kind.ANSWER));
  }

  /// A dry run shows a question and goes on as far as nothing depends on the answer.
  Turn rehearsed(ActionStep step) throws LogLostException {
    state.visit(step);
    state.emit(
        new Rehearsed(
            step.id(),
            step.phase(),
            state.message(step.title()),
            step.action().type(),
            "a person is asked"));
    return new Turn.Rehearse(next(step));
  }

  private Go next(ActionStep step) {
    return new irb.runbook.Graph(state.request().runbook()).next(step).orElseThrow();
  }
}
