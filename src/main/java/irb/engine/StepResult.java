package irb.engine;

import irb.step.Outcome;
import irb.step.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What came of one visit of a step.
///
/// `reason` is empty, or a word conditions can look at; `why` is the sentence for people.
public record StepResult(
    Status status,
    String reason,
    String why,
    Instant at,
    Duration took,
    int attempts,
    Map<String, Object> fields) {
  public StepResult {
    fields = Map.copyOf(fields);
  }

  static StepResult of(Outcome outcome, Instant at, Duration took, int attempts) {
    var reason =
        switch (outcome) {
          case Outcome.Failed failed -> failed.reason().toString();
          case Outcome.Fault fault -> fault.reason().toString();
          case Outcome.InDoubt doubt -> doubt.reason().toString();
          case Outcome.TimedOut _ -> Reason.TIMEOUT.toString();
          case Outcome.Ok _, Outcome.Aborted _ -> "";
        };
    return new StepResult(
        Status.of(outcome), reason, outcome.why(), at, took, attempts, outcome.fields());
  }

  /// A step that did not run its action.
  static StepResult without(Status status, String reason, String why, Instant at) {
    return new StepResult(status, reason, why, at, Duration.ZERO, 0, Map.of());
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  /// The same with other words about it.
  StepResult as(Status other, String otherReason, String otherWhy) {
    return new StepResult(other, otherReason, otherWhy, at, took, attempts, fields);
  }

  /// What expressions see under the step's id.
  Map<String, Object> binding() {
    var binding = new LinkedHashMap<String, Object>(fields);
    binding.put("ok", isOk());
    binding.put("outcome", status.toString());
    binding.put("reason", reason);
    binding.put("at", at);
    binding.put("millis", took.toMillis());
    return binding;
  }

  /// What expressions see of a step that has not run.
  static Map<String, Object> notRun() {
    return Map.of("ok", false, "outcome", Status.NOT_RUN.toString(), "reason", "");
  }
}
