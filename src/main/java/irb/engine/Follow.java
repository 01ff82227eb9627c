package irb.engine;

import irb.engine.Event.Answered;
import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.runbook.Go;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.step.Question;
import java.util.ArrayList;
import java.util.Optional;

/// Decides where a run goes after a step, by how the step ended.
final class Follow {
  private final RunState state;
  private final Graph graph;

  Follow(RunState state, Graph graph) {
    this.state = state;
    this.graph = graph;
  }

  Turn after(ActionStep step, StepResult result) throws LogLostException {
    var interrupted = state.interrupts().asked();
    if (interrupted.isPresent()) {
      if (result.status() == Status.IN_DOUBT) {
        state.doubt(step);
      }
      return Turn.over(interrupted.get(), stoppedIn(step, result));
    }
    return switch (step.phase()) {
      case DIAGNOSE, COMMUNICATE ->
          result.isOk() || isUnwanted(result)
              ? on(step)
              : step.onFailure().<Turn>map(Turn.On::new).orElseGet(() -> on(step));
      case VERIFY -> verified(step, result);
      case REMEDIATE, DECIDE -> changed(step, result);
    };
  }

  /// What nobody wanted has not failed.
  private static boolean isUnwanted(StepResult result) {
    return result.status() == Status.SKIPPED || result.status() == Status.DECLINED;
  }

  private String stoppedIn(ActionStep step, StepResult result) {
    return "in '"
        + state.name(step)
        + "'"
        + (result.status() == Status.IN_DOUBT ? ", which may or may not have taken effect" : "");
  }

  private Turn on(ActionStep step) {
    return new Turn.On(graph.next(step).orElseThrow());
  }

  private Turn verified(ActionStep step, StepResult result) throws LogLostException {
    if (!result.isOk()) {
      return failed(step, result, true);
    }
    var doubted = state.inDoubt();
    if (doubted.isPresent()) {
      state.settle();
      state.inform("'" + doubted.get() + "' was in doubt; '" + state.name(step) + "' settles it");
    }
    return on(step);
  }

  private Turn changed(ActionStep step, StepResult result) throws LogLostException {
    return switch (result.status()) {
      case OK, SKIPPED -> on(step);
      case DECLINED -> ask(step, result, false, "declined");
      case IN_DOUBT -> {
        state.doubt(step);
        yield verifyIsNext(step) ? on(step) : failed(step, result, false);
      }
      case FAILED, ERROR, TIMED_OUT, ABORTED, NOT_RUN -> failed(step, result, true);
    };
  }

  private boolean verifyIsNext(ActionStep step) {
    return graph.next(step).orElseThrow() instanceof ToStep(var id, _)
        && state.request().runbook().step(id).filter(s -> s.phase() == Phase.VERIFY).isPresent();
  }

  private Turn failed(ActionStep step, StepResult result, boolean mayRetry)
      throws LogLostException {
    var written = step.onFailure();
    return written.isPresent()
        ? new Turn.On(written.get())
        : ask(step, result, mayRetry, result.status().toString().replace('_', ' '));
  }

  /// Asks what now; where nobody can be asked, the run escalates.
  private Turn ask(ActionStep step, StepResult result, boolean mayRetry, String what)
      throws LogLostException {
    var options = new ArrayList<Question.Option>();
    if (mayRetry) {
      options.add(new Question.Option("r", "retry"));
    }
    if (step.phase() != Phase.VERIFY) {
      options.add(new Question.Option("s", "skip it and go on"));
    }
    options.add(new Question.Option("e", "escalate"));
    options.add(new Question.Option("a", "abort"));
    var text =
        "'"
            + state.name(step)
            + "' "
            + (what.equals("declined") ? "was declined" : "ended " + what)
            + ". What now?";
    var question = new Question.Choice(step.id(), text, options);
    var answer = new Questions(state).ask(question);
    if (answer.isPresent()) {
      state.emit(
          new Answered(step.id(), text, answer.get(), state.request().around().operator().name()));
    }
    return answered(step, result, answer, what);
  }

  private Turn answered(ActionStep step, StepResult result, Optional<String> answer, String what) {
    var why =
        "'"
            + state.name(step)
            + "' "
            + (what.equals("declined")
                ? "was declined"
                : "ended "
                    + what
                    + (result.why().isEmpty()
                        ? ""
                        : ": " + result.why().lines().findFirst().orElse("")));
    var interrupted = state.interrupts().asked();
    if (interrupted.isPresent()) {
      return Turn.over(interrupted.get(), why);
    }
    if (answer.isEmpty()) {
      var nobody = !state.request().around().operator().isThere();
      return nobody
          ? Turn.over(result.status() == Status.ERROR ? Exit.ERROR : Exit.ESCALATE, why)
          : Turn.over(Exit.ABORT, why);
    }
    return switch (answer.get()) {
      case "r" -> new Turn.On((Go) new ToStep(step.id(), step.place()));
      case "s" -> on(step);
      case "e" -> Turn.over(Exit.ESCALATE, why);
      default -> Turn.over(Exit.ABORT, why);
    };
  }
}
