package irb.engine;

import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.step.Call.Mode;
import irb.step.Reason;
import irb.step.Stop;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs a rendered action once, measures it, and judges what came of it by the step's `expect`.
final class Attempts {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final RunState state;
  private final Timed timed;

  Attempts(RunState state) {
    this.state = state;
    this.timed = new Timed(state);
  }

  StepResult once(Prepared prepared, Mode mode, OptionalLong rows, int number) {
    var step = prepared.step();
    var from = state.now();
    try {
      var timeout = timeout(step);
      var stop = new Stop();
      var saving = state.request().archive().saving(step, prepared.visit(), stop);
      var outcome = saving.end(timed.call(prepared, mode, timeout, rows, stop, saving));
      var at = state.now();
      var files =
          saving.files().stream()
              .map(f -> new StepResult.Saved(f.name(), f.bytes(), f.sha256()))
              .toList();
      return judged(
          step, StepResult.of(outcome, at, Duration.between(from, at), number).saving(files));
    } catch (ExpressionException e) {
      return broken(e);
    }
  }

  /// A step whose action could not even be rendered.
  StepResult broken(ExpressionException e) {
    return StepResult.without(Status.ERROR, Reason.EXPRESSION.toString(), e.why(), state.now());
  }

  /// With `expect` the author's words decide, except where there was nothing to judge.
  StepResult judged(ActionStep step, StepResult result) {
    var expect = step.checks().expect();
    if (expect.isEmpty() || (result.status() != Status.OK && result.status() != Status.FAILED)) {
      return result;
    }
    try {
      return state.holds(expect.get(), step, result.as(Status.OK, "", ""))
          ? result.as(Status.OK, "", "")
          : result.as(
              Status.FAILED,
              "expect",
              "expected " + expect.get().text().strip() + Evidence.operands(expect.get(), result));
    } catch (ExpressionException e) {
      return result.as(Status.ERROR, Reason.EXPRESSION.toString(), e.why());
    }
  }

  private Duration timeout(ActionStep step) throws ExpressionException {
    var written = step.timeout();
    return written.isEmpty()
        ? TIMEOUT
        : state.rendering(step, Optional.empty()).duration(written.get());
  }
}
