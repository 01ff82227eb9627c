package irb.engine;

import irb.step.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a nested runbook ended, and what that is for the step that ran it; `written` when it came to
/// an end that stands in it, and was not stopped on the way.
record NestedEnd(RunState state, Turn.Over over, boolean written) {
  Exit exit() {
    return over.exit();
  }

  /// Whether it ends the whole run: a signal, a guard, the operator, or a question nobody answers.
  boolean endsAll() {
    return switch (exit()) {
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE, ESCALATE, ERROR, IN_DOUBT -> false;
      case ABORT -> !written;
      case USAGE, SUSPENDED, STOPPED, BUG, INTERRUPTED, TERMINATED, HUNG_UP -> true;
    };
  }

  /// A change that nothing in the nested runbook settled.
  Optional<String> inDoubt() {
    return state.inDoubt();
  }

  /// Whom an `escalate: CONTACT` of the nested runbook names.
  Optional<String> contact() {
    return exit() == Exit.ESCALATE ? over.contact() : Optional.empty();
  }

  /// The same end as that of the outer runbook.
  Turn.Over outside(Within within) {
    return new Turn.Over(over.exit(), over.why(), over.pending().map(within::out), over.contact());
  }

  /// The result of the step.
  StepResult result(Instant from, Instant now) {
    var doubt = inDoubt().map(d -> "'" + d + "' may or may not have taken effect; ");
    var status = doubt.isPresent() ? Status.IN_DOUBT : status();
    var reason = doubt.isPresent() ? Reason.LOST.toString() : reason();
    var why =
        status == Status.OK
            ? ""
            : doubt.orElse("")
                + "runbook '"
                + state.request().runbook().name()
                + "' ended "
                + exit()
                + ": "
                + over.why();
    return new StepResult(status, reason, why, now, Duration.between(from, now), 1, fields());
  }

  private Status status() {
    return switch (exit()) {
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE -> Status.OK;
      case ESCALATE -> Status.FAILED;
      case ABORT -> written ? Status.FAILED : Status.ABORTED;
      case ERROR, USAGE, STOPPED, BUG -> Status.ERROR;
      case INTERRUPTED, TERMINATED, HUNG_UP -> Status.ABORTED;
      case IN_DOUBT -> Status.IN_DOUBT;
      case SUSPENDED -> Status.NOT_RUN;
    };
  }

  private String reason() {
    return switch (exit()) {
      case ESCALATE -> Reason.ESCALATED.toString();
      case ABORT -> written ? Reason.ABORTED.toString() : "";
      case ERROR -> state.lastError().orElse(Reason.INVALID.toString());
      case STOPPED -> Reason.LIMIT.toString();
      case IN_DOUBT -> Reason.LOST.toString();
      case USAGE -> Reason.INVALID.toString();
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE, SUSPENDED -> "";
      case BUG, INTERRUPTED, TERMINATED, HUNG_UP -> "";
    };
  }

  private Map<String, Object> fields() {
    var steps = new LinkedHashMap<String, Object>();
    for (var step : state.request().runbook().steps()) {
      steps.put(
          step.id(),
          state.result(step.id()).map(StepResult::binding).orElseGet(StepResult::notRun));
    }
    return Map.of(
        "ended", exit().toString(), "exit", (long) exit().code(), "steps", Map.copyOf(steps));
  }
}
