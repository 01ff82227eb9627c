package irb.engine;

import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Pending;
import irb.engine.Event.Proposed;
import irb.engine.Event.Taken;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.step.Call.Mode;
import irb.step.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

    record Ready(
        Prepared prepared,
        Proposal proposal,
        OptionalLong rows,
        Optional<StepResult> preview,
        Map<String, Object> captured)
        implements Stage {}
  }

  Turn turn(ActionStep step, Follow follow) throws LogLostException {
    var visit = state.visit(step);
    var title = state.message(step.title());
    var key = state.key(step, visit);
    var taken = state.replay().taken(key, step, state.now());
    if (taken.isPresent()) {
      return taken(step, title, visit, taken.get(), follow);
    }
    if (state.replay().isOpen(key)) {
      if (state.replay().halts()) {
        var captured = state.replay().captured(key);
        state.keep(new Made(state, step, visit, title, false, captured));
        return new Turn.Halted();
      }
      return interrupted(step, title, visit, follow);
    }
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

  /// A change of the log: it is not made again, whatever came of it.
  private Turn taken(ActionStep step, String title, int visit, StepResult result, Follow follow)
      throws LogLostException {
    var key = state.key(step, visit);
    if (state.replay().hasBegun(key) && !state.replay().isUndone(key)) {
      var captured = state.replay().captured(key);
      state.keep(new Made(state, step, visit, title, result.isOk(), captured));
    }
    state.replay().took(key);
    state.keep(step, result);
    state.emit(new Taken(new Ended(step.id(), step.phase(), title, visit, "", result)));
    return follow.after(step, result);
  }

  /// A change that was announced and of which nothing more is known.
  private Turn interrupted(ActionStep step, String title, int visit, Follow follow)
      throws LogLostException {
    var captured = state.replay().captured(state.key(step, visit));
    var result =
        new StepResult(
            Status.IN_DOUBT,
            Reason.LOST.toString(),
            "irb ended while it was being made, so it may or may not have taken effect",
            state.now(),
            Duration.ZERO,
            1,
            Map.of());
    state.keep(new Made(state, step, visit, title, false, captured));
    state.replay().took(state.key(step, visit));
    state.replay().acted();
    state.keep(step, result);
    state.emit(new Ended(step.id(), step.phase(), title, visit, "", result));
    return follow.after(step, result);
  }

  private Turn propose(ActionStep step, String title, int visit, Stage.Ready ready, Follow follow)
      throws LogLostException {
    var held = new Guarding(state).stops(ready.prepared());
    if (held.isPresent()) {
      return stopped(step, title, visit, held.get());
    }
    var proposal = ready.proposal();
    state.emit(new Proposed(proposal));
    proposal.preview().ifPresent(p -> state.keepShown(state.key(step, visit), p.rows()));
    if (state.request().dry()) {
      return new Turn.Rehearse(graph.next(step).orElseThrow());
    }
    return switch (new Approvals(state).of(step, visit, proposal)) {
      case Approvals.Verdict.Given _ -> change(step, title, visit, ready, follow);
      case Approvals.Verdict.Declined _ -> {
        yield ended(
            step, title, visit, StepResult.without(Status.DECLINED, "", "", state.now()), follow);
      }
      case Approvals.Verdict.Skipped _ -> {
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
      case Approvals.Verdict.Nobody(var why, var kind) ->
          Turn.suspended(
              "'" + state.name(step) + "' " + why + "; it was not run",
              new Pending(
                  step.id(), kind, Optional.of(proposal.digest()), new Ageing(state).until()));
    };
  }

  private Turn ended(ActionStep step, String title, int visit, StepResult result, Follow follow)
      throws LogLostException {
    return ended(step, title, visit, result, Map.of(), follow);
  }

  private Turn ended(
      ActionStep step,
      String title,
      int visit,
      StepResult result,
      Map<String, Object> captured,
      Follow follow)
      throws LogLostException {
    if (new Questions(state).unanswered(step, result)) {
      return new Questions(state).suspended(step);
    }
    state.replay().acted();
    state.keep(step, result);
    var note = step.note().map(state::message).orElse("");
    state.emit(new Ended(step.id(), step.phase(), title, visit, note, result, captured));
    return result.status() == Status.ERROR && result.reason().equals(Reason.LIMIT.toString())
        ? Turn.over(Exit.STOPPED, "'" + state.name(step) + "': " + result.why())
        : follow.after(step, result);
  }

  private Turn stopped(ActionStep step, String title, int visit, String why)
      throws LogLostException {
    var result = StepResult.without(Status.ERROR, Reason.LIMIT.toString(), why, state.now());
    state.replay().acted();
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
      var captured = new Undos(state).captured(step, preview);
      var proposal = proposals.of(prepared, preview, rehearsed);
      return new Stage.Ready(prepared, proposal, rows, preview, captured);
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

  /// The change itself: its intent is durable before it begins, with all that its undo needs.
  private Turn change(ActionStep step, String title, int visit, Stage.Ready ready, Follow follow)
      throws LogLostException {
    var prepared = ready.prepared();
    var proposal = ready.proposal();
    state.emit(
        prepared.intent(Role.CHANGE, proposal.digest(), proposal.undo(), ready.captured(), ""));
    if (state.interrupts().asked().isPresent()) {
      var result =
          StepResult.without(Status.ABORTED, "", "interrupted before it began", state.now());
      return ended(step, title, visit, result, follow);
    }
    var mode = step.action().effect().isRead() ? Mode.READ : Mode.WRITE;
    var result = attempts.once(prepared, mode, ready.rows(), 1);
    var completed = new Undos(state).completed(step, ready.preview(), result);
    var captured = new LinkedHashMap<>(ready.captured());
    captured.putAll(completed);
    state.keep(new Made(state, step, visit, title, result.isOk(), captured));
    return ended(step, title, visit, result, completed, follow);
  }
}
