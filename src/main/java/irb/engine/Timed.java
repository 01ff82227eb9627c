package irb.engine;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Evidence;
import irb.step.Letterhead;
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
      Prepared prepared,
      Mode mode,
      Duration timeout,
      OptionalLong rows,
      Stop stop,
      Evidence evidence) {
    var step = prepared.step();
    var call =
        new Call(
            step.id(),
            prepared.title(),
            mode,
            timeout,
            rows,
            stop,
            state.sessions(),
            state.request().incident(),
            Beforehand.of(
                step.id(),
                state.request().consent().answers(),
                state.request().around().operator()),
            evidence,
            letterhead());
    var outcome = new CompletableFuture<Outcome>();
    try (var _ = state.interrupts().running(state.name(step), mode == Mode.WRITE, stop)) {
      Thread.ofVirtual()
          .name(step.id())
          .start(() -> {
            try {
              outcome.complete(prepared.executor().run(call));
            } catch (Throwable e) {
              outcome.completeExceptionally(e);
            }
          });
      return step.action().parallel() ? within(outcome, timeout, stop, call) : whenever(outcome);
    }
  }

  private Letterhead letterhead() {
    var request = state.request();
    return new Letterhead(
        request.incident(),
        request.runbook().about().severity().orElse(""),
        state.now(),
        request.head());
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
