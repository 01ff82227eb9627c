package irb.engine;

import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Intent;
import irb.engine.Event.Taken;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.Go;
import irb.runbook.Graph;
import irb.runbook.Parameter.UnfitException;
import irb.step.Reason;
import java.time.Instant;
import java.util.Optional;

/// Takes a step that runs another runbook through it. Parameters, results, visits and path of that
/// one are its own; incident, log, targets, people and what they approved are those of the run.
final class NestedRuns {
  private final RunState state;
  private final Graph graph;

  NestedRuns(RunState state, Graph graph) {
    this.state = state;
    this.graph = graph;
  }

  /// One visit of a step.
  private record Visit(ActionStep step, int number, String title) {}

  Turn turn(ActionStep step, Follow follow) throws LogLostException {
    var visit = new Visit(step, state.visit(step), state.message(step.title()));
    var key = state.key(step, visit.number());
    if (!state.replay().isEntered(key)) {
      var known = state.replay().taken(key, step, state.now());
      if (known.isPresent()) {
        return taken(visit, known.get(), follow);
      }
    }
    state.emit(new Entered(step.id(), step.phase(), visit.title(), visit.number()));
    try {
      var when = step.checks().when();
      if (when.isPresent() && !state.holds(when.get())) {
        var why = "not needed: " + when.get().text().strip();
        return ended(visit, without(Status.SKIPPED, "condition", why), follow);
      }
      var runbook = state.request().runbook().runBy(step).orElseThrow();
      var inner =
          state.within(step, visit.number(), runbook, new NestedParams(state).of(step, runbook));
      var text = step.action().executor(state.rendering(step, Optional.empty()), Optional.empty());
      return run(visit, inner, text.text(), follow);
    } catch (UnfitException e) {
      var why = String.valueOf(e.getMessage());
      return ended(visit, without(Status.ERROR, Reason.INVALID.toString(), why), follow);
    } catch (ExpressionException e) {
      return ended(visit, without(Status.ERROR, Reason.EXPRESSION.toString(), e.why()), follow);
    }
  }

  private Turn taken(Visit visit, StepResult result, Follow follow) throws LogLostException {
    var step = visit.step();
    state.replay().took(state.key(step, visit.number()));
    state.keep(step, result);
    state.emit(
        new Taken(new Ended(step.id(), step.phase(), visit.title(), visit.number(), "", result)));
    return follow.after(step, result);
  }

  private StepResult without(Status status, String reason, String why) {
    return StepResult.without(status, reason, why, state.now());
  }

  private Turn run(Visit visit, RunState inner, String text, Follow follow)
      throws LogLostException {
    var step = visit.step();
    var from = state.now();
    var action = step.action();
    var known = state.replay().known(state.key(step, visit.number()));
    if (!state.replay().isEntered(state.key(step, visit.number()))) {
      state.emit(
          Intent.reading(
              step.id(),
              visit.number(),
              Role.RUN,
              action.type(),
              action.effect().words(),
              "",
              text));
    }
    var engine = new Engine(inner);
    Turn.Last last;
    try {
      last = engine.steps();
    } finally {
      state.walked(step, inner.path());
    }
    return switch (last) {
      case Turn.Halted halted -> halted;
      case Turn.Rehearse(var rest) -> rehearsed(visit, inner, rest);
      case Turn.Over _ when known.isPresent() && !state.replay().hasActed() ->
          taken(visit, known.get(), follow);
      case Turn.Over over -> {
        var end = new NestedEnd(inner, over, engine.isAtItsEnd());
        yield end.endsAll() ? stopped(visit, end, from) : over(visit, end, from, follow);
      }
    };
  }

  /// The first change that a dry run does not make: the rest of the inner runbook, and then that of
  /// this one.
  private Turn rehearsed(Visit visit, RunState inner, Go rest) throws LogLostException {
    tell(visit, without(Status.NOT_RUN, "rehearsed", ""));
    new Rehearsal(inner).show(rest);
    return new Turn.Rehearse(graph.next(visit.step()).orElseThrow());
  }

  private Turn over(Visit visit, NestedEnd end, Instant from, Follow follow)
      throws LogLostException {
    if (end.contact().isPresent()) {
      new Escalation(state).tell(end.contact());
    }
    var result = end.result(from, state.now());
    return ended(visit, new Attempts(state).judged(visit.step(), result), follow);
  }

  /// What ends the whole run ends it here too; of a suspended one the step has no result yet.
  private Turn stopped(Visit visit, NestedEnd end, Instant from) throws LogLostException {
    end.inDoubt().ifPresent(state::doubt);
    if (end.exit() != Exit.SUSPENDED) {
      tell(visit, end.result(from, state.now()));
    }
    return end.outside(new Within(visit.step().id()));
  }

  private Turn ended(Visit visit, StepResult result, Follow follow) throws LogLostException {
    tell(visit, result);
    return follow.after(visit.step(), result);
  }

  private void tell(Visit visit, StepResult result) throws LogLostException {
    var step = visit.step();
    state.replay().acted();
    state.keep(step, result);
    var note = step.note().map(state::message).orElse("");
    state.emit(new Ended(step.id(), step.phase(), visit.title(), visit.number(), note, result));
  }
}
