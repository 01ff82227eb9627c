package irb.engine;

import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Pending;
import irb.engine.Event.Proposed;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.runbook.ActionStep;
import irb.runbook.ActionStep.Undo;
import irb.runbook.Phase;
import irb.runbook.Step;
import irb.step.Action;
import irb.step.Call.Mode;
import irb.step.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes changes back: each undo is previewed, approved, logged and verified like a change.
///
/// It is the undo that stood beside the step when the change was made, with the values of then. Its
/// records bear the step's id and `:undo`.
final class Undos {
  private static final String SUFFIX = ":undo";

  private final RunState state;

  Undos(RunState state) {
    this.state = state;
  }

  static boolean isUndo(Step step) {
    return step.id().endsWith(SUFFIX);
  }

  /// The visit in which `change` is taken back, e.g. `restart#1/stop:undo#1`.
  static String key(Made change) {
    return change.state().key(asStep(change), change.visit());
  }

  /// How sentences call the undo of `change`.
  static String name(Made change) {
    return change.name() + SUFFIX;
  }

  /// The step whose undo is called `name`, e.g. `scale` of `scale:undo`; any other name as it is.
  static String undone(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /// What the undo of `step` needs and can be had before the change.
  Map<String, Object> captured(ActionStep step, Optional<StepResult> preview)
      throws ExpressionException {
    return step.undo().orElse(null) instanceof Undo.By(var action)
        ? Captured.of(action, step, state.undoing(step, preview, Optional.empty()), false)
        : Map.of();
  }

  /// What it needs of the step's own result; nothing, when that is not there.
  Map<String, Object> completed(ActionStep step, Optional<StepResult> preview, StepResult result)
      throws LogLostException {
    if (!(step.undo().orElse(null) instanceof Undo.By(var action))) {
      return Map.of();
    }
    try {
      state.keep(step, result);
      return Captured.of(action, step, state.undoing(step, preview, Optional.of(result)), true);
    } catch (ExpressionException e) {
      state.warn("'" + state.name(step) + "' cannot be undone: " + e.why());
      return Map.of();
    }
  }

  /// Takes back the change of one step, or all of them, the newest first.
  Turn.Over all(Optional<String> only) throws LogLostException {
    var changes =
        state.undoable().stream()
            .filter(c -> only.isEmpty() || only.get().equals(c.name()))
            .toList();
    if (changes.isEmpty()) {
      return over(
          Exit.NO_ACTION,
          only.map(s -> "there is nothing of '" + s + "' to take back")
              .orElse("there is nothing to take back"));
    }
    for (var change : changes) {
      var turn = undo(change);
      if (turn.isPresent()) {
        return turn.get();
      }
    }
    var names = String.join(", ", changes.stream().map(Made::name).toList());
    return over(Exit.UNDONE, "taken back: " + names);
  }

  /// Takes one change back; what ends the undoing when that did not come off.
  Optional<Turn.Over> undo(Made change) throws LogLostException {
    return new Undos(change.state()).own(change);
  }

  private Optional<Turn.Over> own(Made change) throws LogLostException {
    var step = asStep(change);
    var title = "Undo: " + change.title();
    state.emit(new Entered(step.id(), step.phase(), title, change.visit()));
    try {
      if (state.replay().isInDoubt(key(change))) {
        var settled = new DoubtedUndo(state, change, step).settled();
        if (settled.isPresent()) {
          return ended(change, step, title, settled.get());
        }
      }
      var prepared = prepared(change, step, title);
      var attempts = new Attempts(state);
      var previews = new Previews(state, attempts);
      var preview = previews.read(step, change.visit(), title);
      var rehearsed = previews.rehearse(prepared);
      var refusal = rehearsed.flatMap(previews::refusal);
      if (refusal.isPresent()) {
        return ended(change, step, title, refusal.get());
      }
      var held = new Guarding(state).stops(prepared);
      if (held.isPresent()) {
        tell(change, step, title, without(Status.ERROR, Reason.LIMIT.toString(), held.get()));
        return Optional.of(over(Exit.STOPPED, "'" + state.name(step) + "': " + held.get()));
      }
      var proposal = new Proposals(state, graph()).ofUndo(prepared, change, preview, rehearsed);
      state.emit(new Proposed(proposal));
      return switch (new Approvals(state).of(step, change.visit(), proposal)) {
        case Approvals.Verdict.Given _ -> made(change, prepared, proposal, attempts);
        case Approvals.Verdict.Declined _ ->
            ended(change, step, title, without(Status.DECLINED, "", ""));
        case Approvals.Verdict.Skipped _ -> {
          tell(change, step, title, without(Status.SKIPPED, "operator", "skipped by the operator"));
          yield Optional.empty();
        }
        case Approvals.Verdict.GivenUp _ ->
            Optional.of(
                over(
                    state.interrupts().asked().orElse(Exit.ABORT),
                    "stopped at the approval of '" + state.name(step) + "'; it was not run"));
        case Approvals.Verdict.Nobody(var why, var kind) ->
            Optional.of(
                new Turn.Over(
                    Exit.SUSPENDED,
                    "'" + state.name(step) + "' " + why + "; it was not run",
                    Optional.of(
                        new Pending(
                            state.name(step),
                            kind,
                            Optional.of(proposal.digest()),
                            Optional.empty())),
                    Optional.empty()));
      };
    } catch (ExpressionException e) {
      return ended(
          change, step, title, without(Status.ERROR, Reason.EXPRESSION.toString(), e.why()));
    }
  }

  private irb.runbook.Graph graph() {
    return new irb.runbook.Graph(state.request().runbook());
  }

  private Prepared prepared(Made change, ActionStep step, String title) throws ExpressionException {
    var live = state.undoing(change.step(), Optional.empty(), Optional.empty());
    var rendering = new Rendering(new Captured(change.captured(), live), change.step().allow());
    var target = state.target(step.action());
    var executor = step.action().executor(rendering, target);
    return new Prepared(step, change.visit(), title, executor, target);
  }

  private Optional<Turn.Over> made(
      Made change, Prepared prepared, Proposal proposal, Attempts attempts)
      throws LogLostException {
    state.emit(prepared.intent(Role.UNDO, proposal.digest(), "", Map.of(), change.key()));
    var result =
        state.interrupts().asked().isPresent()
            ? without(Status.ABORTED, "", "interrupted before it began")
            : attempts.once(prepared, Mode.WRITE, OptionalLong.empty(), 1);
    var ended = ended(change, prepared.step(), prepared.title(), result);
    if (result.isOk()) {
      verify(change);
    }
    return ended;
  }

  /// What the change was to touch is there again as it was before, where a preview shows it.
  private void verify(Made change) throws LogLostException {
    if (change.step().preview().isEmpty()) {
      return;
    }
    try {
      var restored = new Restored(state).is(change);
      if (restored.isEmpty()) {
        state.warn("'" + change.name() + "': the preview cannot be compared with what it showed");
      } else if (restored.get()) {
        state.inform("'" + change.name() + "': the preview shows what it showed before the change");
      } else {
        state.warn(
            "'"
                + change.name()
                + "': the preview does not show what it showed before the change; check by hand");
      }
    } catch (ExpressionException e) {
      state.warn("'" + change.name() + "': the preview cannot be read again: " + e.why());
    }
  }

  private Optional<Turn.Over> ended(Made change, ActionStep step, String title, StepResult result)
      throws LogLostException {
    tell(change, step, title, result);
    if (result.isOk()) {
      state.undone(change);
      return Optional.empty();
    }
    var why = "the undo of '" + change.name() + "' ended " + result.status().words() + why(result);
    var exit =
        switch (result.status()) {
          case DECLINED, ABORTED -> state.interrupts().asked().orElse(Exit.ABORT);
          case IN_DOUBT -> Exit.IN_DOUBT;
          case ERROR -> Exit.ERROR;
          case OK, FAILED, TIMED_OUT, SKIPPED, NOT_RUN -> Exit.ESCALATE;
        };
    return Optional.of(over(exit, why));
  }

  private static String why(StepResult result) {
    return result.why().isEmpty() ? "" : ": " + result.why().lines().findFirst().orElse("");
  }

  private void tell(Made change, ActionStep step, String title, StepResult result)
      throws LogLostException {
    state.emit(new Ended(step.id(), step.phase(), title, change.visit(), "", result));
  }

  private StepResult without(Status status, String reason, String why) {
    return StepResult.without(status, reason, why, state.now());
  }

  private static Turn.Over over(Exit exit, String why) {
    return new Turn.Over(exit, why, Optional.empty(), Optional.empty());
  }

  /// The undo as a step of its own, beside the one it belongs to.
  private static ActionStep asStep(Made change) {
    var step = change.step();
    Action action = change.undo().orElseThrow();
    var none =
        new ActionStep.Checks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);
    var write =
        step.write()
            .map(w ->
                new ActionStep.Write(
                    w.risk(),
                    Optional.empty(),
                    Optional.empty(),
                    new ActionStep.Limits(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    w.approvals()));
    return new ActionStep(
        step.id() + SUFFIX,
        Phase.REMEDIATE,
        step.title(),
        action,
        new ActionStep.Flow(Optional.empty(), Optional.empty(), Optional.empty()),
        none,
        write,
        Optional.empty(),
        step.timeout(),
        step.allow(),
        Optional.empty(),
        step.place());
  }
}
