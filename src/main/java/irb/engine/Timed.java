package irb.engine;

import irb.runbook.ActionStep;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries out a rendered action within its time, and stops it when a signal or its time says so.
final class Timed {
  /// How long a stopped action is waited for: five seconds of grace for a process, and its end.
  private static final Duration GRACE = Duration.ofSeconds(12);

  private final RunState state;

  Timed(RunState state) {
    this.state = state;
  }

  Outcome call(
      ActionStep step,
      String title,
      Executor executor,
      Mode mode,
      Duration timeout,
      OptionalLong rows) {
    var stop = new Stop();
    var call =
        new Call(
            step.id(),
            title,
            mode,
            timeout,
            rows,
            stop,
            state.sessions(),
            state.request().incident(),
            state.request().around().operator());
    var outcome = new CompletableFuture<Outcome>();
    try (var _ = state.interrupts().running(step.id(), mode == Mode.WRITE, stop)) {
      Thread.ofVirtual()
          .name(step.id())
          .start(() -> {
            try {
              outcome.complete(executor.run(call));
            } catch (Throwable e) {
              outcome.completeExceptionally(e);
            }
          });
      return step.action().parallel() ? within(outcome, timeout, stop, call) : whenever(outcome);
    }
  }

  /// A person answers when they answer.
  private static Outcome whenever(CompletableFuture<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Aborted("interrupted", Map.of());
    } catch (ExecutionException e) {
      throw bug(e);
    }
  }

  private static Outcome within(
      CompletableFuture<Outcome> outcome, Duration timeout, Stop stop, Call call) {
    try {
      return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      stop.ask(Cause.TIMEOUT);
      return afterGrace(outcome, call);
    } catch (InterruptedException _) {
      stop.ask(Cause.ABORT);
      return afterGrace(outcome, call);
    } catch (ExecutionException e) {
      throw bug(e);
    }
  }

  private static Outcome afterGrace(CompletableFuture<Outcome> outcome, Call call) {
    try {
      return outcome.get(GRACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException _) {
      return call.mode() == Mode.WRITE
          ? new Outcome.InDoubt(
              Reason.TIMEOUT, "it did not stop when asked, and may still be running", Map.of())
          : new Outcome.TimedOut("it did not stop when asked, and may still be running", Map.of());
    } catch (ExecutionException e) {
      throw bug(e);
    }
  }

  /// Executors return outcomes; what they throw is a mistake in them.
  private static IllegalStateException bug(ExecutionException e) {
    return new IllegalStateException("an executor failed: " + e.getCause(), e.getCause());
  }
}
