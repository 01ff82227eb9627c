package irb.engine;

import irb.engine.Event.Approval;
import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Pending;
import irb.engine.Event.Proposed;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.step.Call.Mode;
import irb.step.Reason;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes a remediate step through its stages: is it needed, what would it touch, may it, do it.
final class Writes {
  private final RunState state;
  private final Graph graph;
  private final Attempts attempts;
  private final Previews previews;
  private final Proposals proposals;

  Writes(RunState state, Graph graph) {
    this.state = state;
    this.graph = graph;
    this.attempts = new Attempts(state);
    this.previews = new Previews(state, attempts);
    this.proposals = new Proposals(state, graph);
  }

  /// The stages end early with a result, or with the end of the run.
  private sealed interface Stage {
    record Done(StepResult result) implements Stage {}

    record Ends(Turn turn) implements Stage {}

    record Ready(Prepared prepared, Proposal proposal, OptionalLong rows) implements Stage {}
  }

  Turn turn(ActionStep step, Follow follow) throws LogLostException {
    var visit = state.visit(step);
    var title = state.message(step.title());
    state.emit(new Entered(step.id(), step.phase(), title, visit));
    var questions = new Questions(state);
    if (questions.cannotBeAsked(step)) {
      return state.request().dry() ? questions.rehearsed(step) : questions.suspended(step);
    }
    return switch (prepare(step, visit, title)) {
      case Stage.Done(var result) -> ended(step, title, visit, result, follow);
      case Stage.Ends(var turn) -> turn;
      case Stage.Ready ready -> propose(step, title, visit, ready, follow);
    };
  }

  private Turn propose(ActionStep step, String title, int visit, Stage.Ready ready, Follow follow)
      throws LogLostException {
    var frozen = new Freezing(state).stops(step);
    if (frozen.isPresent() && !state.request().dry()) {
      return stopped(step, title, visit, frozen.get());
    }
    var proposal = ready.proposal();
    state.emit(new Proposed(proposal));
    if (state.request().dry()) {
      return new Turn.Rehearse(graph.next(step).orElseThrow());
    }
    return switch (new Approvals(state).ask(proposal)) {
      case Approvals.Verdict.Given(var by) -> {
        state.emit(new Approval(step.id(), visit, "approved", by, proposal.digest()));
        yield ended(step, title, visit, change(ready), follow);
      }
      case Approvals.Verdict.Declined(var by) -> {
        state.emit(new Approval(step.id(), visit, "declined", by, proposal.digest()));
        yield ended(
            step, title, visit, StepResult.without(Status.DECLINED, "", "", state.now()), follow);
      }
      case Approvals.Verdict.Skipped(var by) -> {
        state.emit(new Approval(step.id(), visit, "skipped", by, proposal.digest()));
        yield ended(
            step,
            title,
            visit,
            StepResult.without(Status.SKIPPED, "operator", "skipped by the operator", state.now()),
            follow);
      }
      case Approvals.Verdict.GivenUp _ ->
          Turn.over(
              state.interrupts().asked().orElse(Exit.ABORT),
              "stopped at the approval of '" + state.name(step) + "'; it was not run");
      case Approvals.Verdict.Nobody(var kind) ->
          Turn.suspended(
              "'"
                  + state.name(step)
                  + "' needs an approval and nobody can be asked; it was not run",
              new Pending(step.id(), kind));
    };
  }

  private Turn ended(ActionStep step, String title, int visit, StepResult result, Follow follow)
      throws LogLostException {
    state.keep(step, result);
    if (result.isOk()) {
      state.keepMade(title);
    }
    var note = step.note().map(state::message).orElse("");
    state.emit(new Ended(step.id(), step.phase(), title, visit, note, result));
    return result.status() == Status.ERROR && result.reason().equals(Reason.LIMIT.toString())
        ? Turn.over(Exit.STOPPED, "'" + state.name(step) + "': " + result.why())
        : follow.after(step, result);
  }

  private Turn stopped(ActionStep step, String title, int visit, String why)
      throws LogLostException {
    var result = StepResult.without(Status.ERROR, Reason.LIMIT.toString(), why, state.now());
    state.keep(step, result);
    state.emit(new Ended(step.id(), step.phase(), title, visit, "", result));
    return Turn.over(Exit.STOPPED, "'" + state.name(step) + "': " + why);
  }

  private Stage prepare(ActionStep step, int visit, String title) throws LogLostException {
    try {
      var when = step.checks().when();
      if (when.isPresent() && !state.holds(when.get())) {
        return new Stage.Done(
            StepResult.without(
                Status.SKIPPED,
                "condition",
                "not needed: " + when.get().text().strip(),
                state.now()));
      }
      var rows = rowLimit(step);
      var preview = previews.read(step, visit, title);
      var problem = preview.flatMap(p -> previews.problem(step, p, rows));
      if (problem.isPresent()) {
        return new Stage.Done(problem.get());
      }
      var target = state.target(step.action());
      var executor = step.action().executor(state.rendering(step, preview), target);
      var tooMany = tooMany(step, executor.targets());
      if (tooMany.isPresent()) {
        return new Stage.Done(tooMany.get());
      }
      var prepared = new Prepared(step, visit, title, executor, target);
      var rehearsed = previews.rehearse(prepared);
      var refusal = rehearsed.flatMap(previews::refusal);
      if (refusal.isPresent()) {
        return new Stage.Done(refusal.get());
      }
      return new Stage.Ready(prepared, proposals.of(prepared, preview, rehearsed), rows);
    } catch (ExpressionException e) {
      return new Stage.Done(
          StepResult.without(Status.ERROR, Reason.EXPRESSION.toString(), e.why(), state.now()));
    }
  }

  private OptionalLong rowLimit(ActionStep step) throws ExpressionException {
    var rows = step.write().flatMap(w -> w.limits().rows());
    return rows.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(state.rendering(step, Optional.empty()).number(rows.get()));
  }

  private Optional<StepResult> tooMany(ActionStep step, int targets) throws ExpressionException {
    var limit = step.write().flatMap(w -> w.limits().targets());
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    var most = state.rendering(step, Optional.empty()).number(limit.get());
    return targets <= most
        ? Optional.empty()
        : Optional.of(
            StepResult.without(
                Status.ERROR,
                Reason.LIMIT.toString(),
                "it acts on %d targets and 'limits.targets' of %s allows %d; nothing was started"
                    .formatted(targets, step.id(), most),
                state.now()));
  }

  /// The change itself: its intent is durable before it begins.
  private StepResult change(Stage.Ready ready) throws LogLostException {
    var prepared = ready.prepared();
    var step = prepared.step();
    state.emit(prepared.intent(ready.proposal().digest(), ready.proposal().undo()));
    if (state.interrupts().asked().isPresent()) {
      return StepResult.without(Status.ABORTED, "", "interrupted before it began", state.now());
    }
    var mode = step.action().effect().isRead() ? Mode.READ : Mode.WRITE;
    return attempts.once(prepared, mode, ready.rows(), 1);
  }
}
