package irb.engine;

import irb.engine.Event.Chosen;
import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.runbook.Go;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.step.Question;
import java.util.ArrayList;
import java.util.List;
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
      if (!state.replay().hasActed() && state.replay().known(state.key(step)).isPresent()) {
        return on(step); // it was told when it happened
      }
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
    var how = "'" + state.name(step) + "' " + (what.equals("declined") ? "was " : "ended ") + what;
    var chosen = chosenBefore(step, mayRetry);
    while (true) {
      if (chosen.isEmpty()) {
        chosen = choose(step, result, how + ". What now?", mayRetry);
      }
      var interrupted = state.interrupts().asked();
      if (interrupted.isPresent()) {
        return Turn.over(interrupted.get(), how + why(result));
      }
      if (chosen.isEmpty()) {
        return unanswered(result, how + why(result));
      }
      if (!chosen.get().startsWith("u")) {
        return turn(step, result, chosen.get(), how);
      }
      undo(chosen.get());
      chosen = Optional.empty();
    }
  }

  private Turn turn(ActionStep step, StepResult result, String chosen, String how) {
    switch (chosen) {
      case "t", "n" -> state.settle();
      default -> {
        // nothing was in doubt, or it stays so
      }
    }
    return switch (chosen) {
      case "r", "n" -> new Turn.On((Go) new ToStep(step.id(), step.place()));
      case "s", "t" -> on(step);
      case "e" -> Turn.over(Exit.ESCALATE, how + why(result));
      default -> Turn.over(Exit.ABORT, how + why(result));
    };
  }

  /// What the log says was chosen; and who resumes by approving the step wants it tried again.
  private Optional<String> chosenBefore(ActionStep step, boolean mayRetry) {
    var key = state.key(step);
    var before = state.replay().choice(key).filter(c -> "rstn".contains(c));
    var again =
        mayRetry
            && state.replay().known(key).isPresent()
            && !state.replay().hasActed()
            && state.request().consent().approved().contains(step.id());
    return before.or(() -> again ? Optional.of("r") : Optional.empty());
  }

  private Optional<String> choose(ActionStep step, StepResult result, String text, boolean mayRetry)
      throws LogLostException {
    var question = new Question.Choice(step.id(), text, options(step, result, mayRetry));
    var answer = new Questions(state).ask(question);
    if (answer.isPresent()) {
      var by = state.request().around().operator().name();
      state.emit(new Chosen(step.id(), state.visits(step), text, answer.get(), by));
    }
    return answer;
  }

  private List<Question.Option> options(ActionStep step, StepResult result, boolean mayRetry) {
    var options = new ArrayList<Question.Option>();
    if (mayRetry) {
      options.add(new Question.Option("r", "retry"));
    }
    if (result.status() == Status.IN_DOUBT) {
      options.add(new Question.Option("t", "it took effect: go on"));
      options.add(new Question.Option("n", "it did not: run it again"));
    } else if (step.phase() != Phase.VERIFY) {
      options.add(new Question.Option("s", "skip it and go on"));
    }
    var undoable = state.undoable();
    if (!undoable.isEmpty()) {
      options.add(new Question.Option("u", "undo " + undoable.getFirst().name()));
    }
    if (undoable.size() > 1) {
      options.add(new Question.Option("ua", "undo all, the newest first"));
    }
    options.add(new Question.Option("e", "escalate"));
    options.add(new Question.Option("a", "abort"));
    return options;
  }

  /// Takes back the last change, or all of them; whatever comes of it, the question is asked again.
  private void undo(String chosen) throws LogLostException {
    var undos = new Undos(state);
    for (var change : state.undoable()) {
      if (undos.undo(change).isPresent() || chosen.equals("u")) {
        return;
      }
    }
  }

  private static String why(StepResult result) {
    return result.why().isEmpty() ? "" : ": " + result.why().lines().findFirst().orElse("");
  }

  private Turn unanswered(StepResult result, String why) {
    var nobody = !state.request().around().operator().isThere();
    return nobody
        ? Turn.over(
            result.status() == Status.ERROR ? Exit.ERROR : Exit.ESCALATE,
            why + "; " + state.request().around().operator().absence())
        : Turn.over(Exit.ABORT, why);
  }
}
