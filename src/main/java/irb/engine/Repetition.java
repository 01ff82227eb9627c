package irb.engine;

import irb.engine.Event.Attempt;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep.Retry;
import irb.step.Call.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The attempts of one visit of a step that says `retry`, and how long its success has to hold.
final class Repetition {
  private final RunState state;
  private final Attempts attempting;
  private final Prepared prepared;
  private final Retry retry;
  private final Ticker ticker;
  private final long from;
  private final Instant begun;
  private final long within;
  private final int most;
  private int attempts;
  private int failures;

  Repetition(RunState state, Attempts attempting, Prepared prepared, Retry retry)
      throws ExpressionException {
    this.state = state;
    this.attempting = attempting;
    this.ticker = state.request().around().ticker();
    this.from = ticker.nanos();
    this.begun = state.now();
    this.prepared = prepared;
    this.retry = retry;
    var rendering = state.rendering(prepared.step(), Optional.empty());
    this.within =
        retry.within().isPresent()
            ? rendering.duration(retry.within().get()).toNanos()
            : Long.MAX_VALUE;
    this.most = retry.attempts().orElse(Integer.MAX_VALUE);
  }

  StepResult run() {
    while (true) {
      var result = attempt();
      if (result.isOk()) {
        result = hold(result);
      }
      if (result.isOk()
          || result.status() == Status.ABORTED
          || state.interrupts().asked().isPresent()) {
        return total(result);
      }
      failures++;
      if (failures >= most || elapsed() + retry.every().toNanos() > within) {
        return total(given(result));
      }
      pause(result);
    }
  }

  /// Repeats a success until it has held long enough; the first failure ends the hold.
  private StepResult hold(StepResult first) {
    var result = first;
    var holdsFor = prepared.step().checks().holdsFor();
    if (holdsFor.isEmpty()) {
      return result;
    }
    var since = ticker.nanos();
    while (result.isOk()
        && ticker.nanos() - since < holdsFor.get().toNanos()
        && state.interrupts().asked().isEmpty()) {
      state.interrupts().sleep(ticker, retry.every());
      result = attempt();
    }
    return result;
  }

  private void pause(StepResult result) {
    try {
      state.emit(new Attempt(prepared.step().id(), attempts, result.why(), retry.every()));
    } catch (LogLostException _) {
      // attempts are not logged, so there is nothing to lose
    }
    state.interrupts().sleep(ticker, retry.every());
  }

  private StepResult given(StepResult result) {
    return result.as(
        result.status(),
        result.reason(),
        result.why() + " (" + attempts + (attempts == 1 ? " attempt" : " attempts") + ")");
  }

  private StepResult total(StepResult result) {
    return new StepResult(
        result.status(),
        result.reason(),
        result.why(),
        result.at(),
        Duration.between(begun, state.now()),
        attempts,
        result.fields(),
        result.saved());
  }

  private long elapsed() {
    return ticker.nanos() - from;
  }

  private StepResult attempt() {
    return attempting.once(prepared, Mode.READ, OptionalLong.empty(), ++attempts);
  }
}
