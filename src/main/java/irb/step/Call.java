package irb.step;

import irb.step.Stop.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What an executor is given beside its action: what it may do, for how long, and how it is
/// stopped.
///
/// The timeout is watched by whoever calls: at its end [Stop] is asked with [Cause#TIMEOUT].
/// Executors use `timeout` only where the peer can watch it too (`statement_timeout`). `step` and
/// `title` are the step's own, for questions to the operator.
public record Call(
    String step,
    String title,
    Mode mode,
    Duration timeout,
    OptionalLong rowLimit,
    Stop stop,
    Sessions sessions,
    String label,
    Operator operator,
    Evidence evidence,
    Letterhead letterhead) {

  /// A call that sends no message.
  public Call(
      String step,
      String title,
      Mode mode,
      Duration timeout,
      OptionalLong rowLimit,
      Stop stop,
      Sessions sessions,
      String label,
      Operator operator,
      Evidence evidence) {
    this(
        step,
        title,
        mode,
        timeout,
        rowLimit,
        stop,
        sessions,
        label,
        operator,
        evidence,
        Letterhead.of(label));
  }

  /// A call whose output is not kept.
  public Call(
      String step,
      String title,
      Mode mode,
      Duration timeout,
      OptionalLong rowLimit,
      Stop stop,
      Sessions sessions,
      String label,
      Operator operator) {
    this(step, title, mode, timeout, rowLimit, stop, sessions, label, operator, Evidence.NONE);
  }

  /// The same call, with its output kept in `other`.
  public Call keeping(Evidence other) {
    return new Call(
        step, title, mode, timeout, rowLimit, stop, sessions, label, operator, other, letterhead);
  }

  /// What the executor may do; it refuses a write in [Mode#READ] whatever was linted before.
  public enum Mode {
    READ,
    WRITE
  }

  /// The same, with the output kept in `other`.
  public Call keepingIn(Evidence other) {
    return new Call(step, title, mode, timeout, rowLimit, stop, sessions, label, operator, other);
  }

  /// The outcome of an action that was cut short: `begun` when its effect may have happened.
  public Outcome cutShort(boolean begun, String lost, Map<String, Object> fields) {
    var cause = stop.asked();
    if (begun && mode == Mode.WRITE) {
      return new Outcome.InDoubt(
          cause.isPresent() ? Reason.TIMEOUT : Reason.LOST,
          words(cause.orElse(null), lost) + "; it may or may not have taken effect",
          fields);
    }
    if (cause.isEmpty()) {
      return new Outcome.Fault(Reason.LOST, lost, fields);
    }
    return cause.get() == Cause.TIMEOUT
        ? new Outcome.TimedOut(words(cause.get(), lost), fields)
        : new Outcome.Aborted("stopped by the operator", fields);
  }

  /// What the operator answers to `question`; empty when nobody does, and when the step is stopped.
  public Optional<String> ask(Question question) throws InterruptedException {
    var waiting = new Waiting();
    try (var _ = stop.onStop(waiting)) {
      return stop.asked().isPresent() ? Optional.empty() : operator.answer(question);
    } catch (InterruptedException e) {
      if (stop.asked().isEmpty()) {
        throw e;
      }
      return Optional.empty();
    } finally {
      waiting.end();
    }
  }

  /// The outcome of a step whose question has no answer.
  public Outcome unanswered() {
    if (stop.asked().isPresent()) {
      return cutShort(false, "", Map.of());
    }
    return operator.isThere()
        ? new Outcome.Aborted("no answer was given", Map.of())
        : new Outcome.Fault(Reason.NOBODY, "nobody is there to answer");
  }

  /// Wakes the thread that waits for a person, and no longer than it does.
  private static final class Waiting implements Stop.Hook {
    private final Thread thread = Thread.currentThread();
    private boolean over;
    private boolean woken;

    @Override
    public synchronized void stop(Cause cause) {
      if (!over) {
        woken = true;
        thread.interrupt();
      }
    }

    synchronized void end() {
      over = true;
      if (woken) {
        Thread.interrupted(); // it may have come too late to be noticed
      }
    }
  }

  private String words(@org.jspecify.annotations.Nullable Cause cause, String lost) {
    return switch (cause) {
      case null -> lost;
      case TIMEOUT -> "no end after " + irb.expr.Durations.text(timeout);
      case ABORT, KILL -> "stopped by the operator";
    };
  }
}
