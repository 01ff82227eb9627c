package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.journal.Holder;
import irb.journal.JournalException;
import irb.journal.TargetLocks.Answer;
import irb.journal.TargetLocks.Claim;
import irb.runbook.ActionStep;
import irb.step.Target;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Holds a write back: during a freeze, while another run changes its target, and when it was made
/// too often.
final class Guarding {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

  private final RunState state;

  Guarding(RunState state) {
    this.state = state;
  }

  /// Why `prepared` must not even be proposed, if it must not. A dry run only says so.
  Optional<String> stops(Prepared prepared) throws LogLostException {
    var stops = guarded(prepared);
    if (stops.isPresent() && state.request().dry()) {
      state.warn("a real run would be stopped here: " + stops.get());
      return Optional.empty();
    }
    return stops;
  }

  private Optional<String> guarded(Prepared prepared) throws LogLostException {
    var step = prepared.step();
    var frozen = new Freezing(state).stops(step);
    if (frozen.isPresent()) {
      return frozen;
    }
    var claim = claim(step, prepared.target());
    var held = claim.isEmpty() ? Optional.<String>empty() : held(claim.get());
    return held.isPresent() ? held : tooOften(step);
  }

  /// The target that a step changes; a step whose runs are counted is locked also without one.
  private Optional<Claim> claim(ActionStep step, Optional<Target> target) {
    var request = state.request();
    var playbook = request.playbook().name();
    var environment = request.environment().shown();
    if (target.isPresent() && !step.action().effect().isRead()) {
      return Optional.of(Claim.target(playbook, environment, target.get().name()));
    }
    return step.write()
        .flatMap(w -> w.limits().runs())
        .map(_ ->
            new Claim(
                List.of("step", playbook, environment, request.runbook().name(), step.id()),
                "'" + state.name(step) + "' in " + environment));
  }

  /// Locks `claim` for this run, and says who has it when another run does.
  private Optional<String> held(Claim claim) throws LogLostException {
    var run = state.request().run();
    try {
      switch (state.request().guards().take(claim, run).orElse(null)) {
        case null -> {
          return Optional.empty();
        }
        case Answer.Ours(var left) -> {
          if (left.isPresent() && !left.get().run().equals(run)) {
            state.inform(left(claim, left.get()));
          }
          return Optional.empty();
        }
        case Answer.Theirs(var by) -> {
          return Optional.of(
              by.map(this::holds).orElse("another run of irb holds " + claim.shown())
                  + "; wait until that run ends, or ask them");
        }
      }
    } catch (JournalException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String holds(Holder holder) {
    return who(holder)
        + " holds "
        + holder.target()
        + " since "
        + time(holder.since())
        + " with run "
        + holder.run()
        + " ("
        + holder.runbook()
        + ")";
  }

  private String left(Claim claim, Holder holder) {
    return "the run that held "
        + claim.shown()
        + " last is gone without having ended: "
        + holder.run()
        + " ("
        + holder.runbook()
        + ") of "
        + who(holder)
        + ", since "
        + time(holder.since())
        + "; 'irb resume "
        + holder.run()
        + "' goes on with it";
  }

  private static String who(Holder holder) {
    var by = holder.by();
    return by.actor() + " on " + by.host() + " (process " + by.pid() + ")";
  }

  private String time(Instant time) {
    var today = DATE.format(state.now()).equals(DATE.format(time));
    return (today ? "" : DATE.format(time) + " ") + TIME.format(time);
  }

  private Optional<String> tooOften(ActionStep step) {
    try {
      return new RunLimit(state).exceeded(step);
    } catch (ExpressionException e) {
      return Optional.of("'limits.runs' has no value: " + e.why());
    }
  }
}
