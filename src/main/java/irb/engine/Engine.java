package irb.engine;

import irb.engine.Event.Finished;
import irb.engine.Event.Started;
import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.runbook.DecideStep;
import irb.runbook.Effects;
import irb.runbook.Go;
import irb.runbook.Go.ToEnd;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.runbook.Step;
import irb.step.Effect;
import irb.step.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a runbook: one step after the other, neighbouring diagnose steps at the same time.
public final class Engine {
  private final RunState state;
  private final Groups groups;
  private final Reads reads;
  private final Writes writes;
  private final Messages messages;
  private final Decisions decisions;
  private final NestedRuns nested;
  private final Follow follow;
  private Optional<Go> from;
  private boolean atItsEnd;

  Engine(RunState state) {
    this(state, Optional.empty());
  }

  /// `from` is where to go on once everything that the log knows was gone through.
  private Engine(RunState state, Optional<Go> from) {
    this.state = state;
    this.from = from;
    var graph = new Graph(state.request().runbook());
    this.groups = new Groups(state.request().runbook(), graph);
    this.reads = new Reads(state);
    this.follow = new Follow(state, graph);
    this.writes = new Writes(state, graph);
    this.messages = new Messages(state, graph);
    this.decisions = new Decisions(state);
    this.nested = new NestedRuns(state, graph);
  }

  /// Runs `request` to its end; `listeners` hear everything, the log first.
  public static RunReport run(RunRequest request, List<Listener> listeners) {
    var state = new RunState(request, listeners, request.around().clock().instant(), Replay.none());
    try (var _ = state.sessions()) {
      return new Engine(state).run("");
    }
  }

  /// Takes the run up again that `past` tells of, at the step `from` when one is named.
  static RunReport resume(
      RunRequest request, List<Listener> listeners, Past past, Optional<String> from, String how) {
    var replay = from.isPresent() ? Replay.halting(past) : Replay.of(past);
    var state = new RunState(request, listeners, past.origin().started(), replay);
    var step = from.flatMap(request.runbook()::step).<Go>map(s -> new ToStep(s.id(), s.place()));
    try (var _ = state.sessions()) {
      return new Engine(state, step).run(how);
    }
  }

  /// Takes back what the run changed that `past` tells of: one step's change, or all of them.
  static RunReport undo(
      RunRequest request, List<Listener> listeners, Past past, Optional<String> step, String how) {
    var state = new RunState(request, listeners, past.origin().started(), Replay.halting(past));
    try (var _ = state.sessions()) {
      return new Engine(state).undo(step, how);
    }
  }

  private RunReport undo(Optional<String> step, String how) {
    Turn.Over over;
    try {
      announce(how);
      steps();
      over = new Undos(state).all(step);
      finish(over);
    } catch (LogLostException e) {
      return new RunReport(Exit.ERROR, String.valueOf(e.getMessage()), state.path(), false);
    }
    return new RunReport(over.exit(), over.why(), state.path(), true);
  }

  private RunReport run(String how) {
    Turn.Over over;
    try {
      announce(how);
      over = over(steps());
      if (over.exit() == Exit.ESCALATE || over.exit() == Exit.ERROR) {
        new Escalation(state).tell(over.contact());
      }
      over = doubted(over);
      finish(over);
    } catch (LogLostException e) {
      return new RunReport(Exit.ERROR, String.valueOf(e.getMessage()), state.path(), false);
    }
    return new RunReport(over.exit(), over.why(), state.path(), true);
  }

  private void announce(String how) throws LogLostException {
    var request = state.request();
    var runbook = request.runbook();
    state.emit(
        new Started(
            request.incident(),
            request.run(),
            request.playbook().name(),
            runbook.name(),
            runbook.title(),
            runbook.file().name(),
            Digest.sha256(runbook.file().text()),
            runbook.about().severity(),
            request.environment().shown(),
            isProtected(),
            request.dry(),
            request.params(),
            targets(),
            Effects.of(runbook, request.playbook()),
            Optional.of(how).filter(h -> !h.isEmpty()),
            state.started()));
    if (how.isEmpty()) {
      new Advice(state).give();
    }
  }

  private boolean isProtected() {
    var environment =
        state.request().playbook().environments().get(state.request().environment().shown());
    return environment != null && environment.isProtected();
  }

  private Map<String, String> targets() {
    var where = new LinkedHashMap<String, String>();
    state.request().targets().values().forEach((Target t) -> where.put(t.name(), t.where()));
    return where;
  }

  /// A dry run shows what is left.
  private Turn.Over over(Turn.Last last) throws LogLostException {
    return switch (last) {
      case Turn.Over over -> over;
      case Turn.Halted _ -> over(Exit.BUG, "the run stopped in its past");
      case Turn.Rehearse(var from) -> {
        new Rehearsal(state).show(from);
        yield over(Exit.REHEARSED, "nothing was changed");
      }
    };
  }

  /// Whether the runbook came to an end that is written in it.
  boolean isAtItsEnd() {
    return atItsEnd;
  }

  /// Follows the graph until it ends.
  Turn.Last steps() throws LogLostException {
    Go go = start();
    while (true) {
      var interrupted = state.interrupts().asked();
      if (interrupted.isPresent()) {
        return over(interrupted.get(), interrupted.get().means());
      }
      if (state.replay().halts() && !isKnown(go)) {
        if (from.isEmpty()) {
          return new Turn.Halted();
        }
        go = leaving();
      }
      deadlines();
      switch (go) {
        case ToEnd(var end, var contact, _) -> {
          atItsEnd = true;
          return new Turn.Over(exit(end), ended(end), Optional.empty(), contact);
        }
        case ToStep(var id, _) -> {
          switch (turn(state.request().runbook().step(id).orElseThrow())) {
            case Turn.On(var next) -> go = next;
            case Turn.Halted _ when from.isPresent() -> go = leaving();
            case Turn.Last last -> {
              return last;
            }
          }
        }
      }
    }
  }

  /// Leaves the past for where the run is to go on.
  private Go leaving() {
    var go = from.orElseThrow();
    from = Optional.empty();
    state.replay().leave();
    return go;
  }

  /// Whether the log knows what comes of the next step.
  private boolean isKnown(Go go) {
    if (!(go instanceof ToStep(var id, _))) {
      return false;
    }
    var step = state.request().runbook().step(id).orElseThrow();
    var key = state.key(step, state.visits(step) + 1);
    return state.replay().isOpen(key)
        || state.replay().isEntered(key)
        || switch (step) {
          case DecideStep _ -> state.replay().decision(key).isPresent();
          case ActionStep act -> state.replay().taken(key, act, state.now()).isPresent();
        };
  }

  private Go start() {
    var first = state.request().runbook().steps().getFirst();
    return new ToStep(first.id(), first.place());
  }

  private Turn turn(Step step) throws LogLostException {
    if (step.visits().isPresent() && state.visits(step) >= step.visits().get()) {
      return over(
          Exit.ESCALATE,
          "'"
              + state.name(step)
              + "' was visited "
              + step.visits().get()
              + " times, which is all it allows");
    }
    return switch (step) {
      case DecideStep decide -> decisions.turn(decide);
      case ActionStep act when act.action().nested().isPresent() -> nested.turn(act, follow);
      case ActionStep act when act.phase() == Phase.REMEDIATE -> writes.turn(act, follow);
      case ActionStep act when act.action().effect() == Effect.MESSAGE ->
          messages.turn(act, follow);
      case ActionStep act -> readTurn(act);
    };
  }

  private Turn readTurn(ActionStep step) throws LogLostException {
    var questions = new Questions(state);
    var key = state.key(step, state.visits(step) + 1);
    var isKnown = state.replay().taken(key, step, state.now()).isPresent();
    if (!isKnown && questions.cannotBeAsked(step)) {
      return state.request().dry() ? questions.rehearsed(step) : questions.suspended(step);
    }
    var group = groups.from(step);
    var results = reads.run(group);
    var last = group.getLast();
    if (results.isEmpty()) {
      return questions.suspended(step);
    }
    return follow.after(last, java.util.Objects.requireNonNull(results.get(last.id())));
  }

  private void deadlines() throws LogLostException {
    for (var passed : state.justPassed()) {
      state.warn(passed);
    }
  }

  /// A run that leaves a change in doubt says so, unless something worse is said already.
  private Turn.Over doubted(Turn.Over over) {
    for (var key : state.replay().lost(state.visited())) {
      state.doubt(key.replaceAll("#\\d+", ""));
    }
    var doubt = state.inDoubt().or(state::undoInDoubt);
    var worse = over.exit().code() >= 70 || over.exit() == Exit.IN_DOUBT;
    return doubt.isEmpty() || worse
        ? over
        : new Turn.Over(
            Exit.IN_DOUBT,
            "'" + doubt.get() + "' may or may not have taken effect; " + over.why(),
            over.pending(),
            over.contact());
  }

  private void finish(Turn.Over over) throws LogLostException {
    var took = Duration.between(state.started(), state.now());
    state.emit(
        new Finished(
            state.request().run(), over.exit(), over.why(), over.pending(), took, state.now()));
  }

  private static Turn.Over over(Exit exit, String why) {
    return new Turn.Over(exit, why, Optional.empty(), Optional.empty());
  }

  private Exit exit(Go.End end) {
    return switch (end) {
      case RESOLVED -> state.request().dry() ? Exit.REHEARSED : Exit.RESOLVED;
      case NO_ACTION -> Exit.NO_ACTION;
      case ESCALATE -> Exit.ESCALATE;
      case ABORT -> Exit.ABORT;
    };
  }

  private String ended(Go.End end) {
    var because = state.lastDecision().map(Event.Decided::because).filter(b -> !b.isEmpty());
    return switch (end) {
      case RESOLVED -> "the last verification passed";
      case NO_ACTION -> because.orElse("nothing had to be done");
      case ESCALATE -> because.orElse("the runbook hands over to a person");
      case ABORT -> because.orElse("the runbook aborts here");
    };
  }
}
