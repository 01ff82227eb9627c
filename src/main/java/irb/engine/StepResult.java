package irb.engine;

import irb.step.Outcome;
import irb.step.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
    Map<String, Object> fields,
    List<Saved> saved) {
  public StepResult {
    fields = Map.copyOf(fields);
    saved = List.copyOf(saved);
  }

  /// A result of a step that saved nothing.
  public StepResult(
      Status status,
      String reason,
      String why,
      Instant at,
      Duration took,
      int attempts,
      Map<String, Object> fields) {
    this(status, reason, why, at, took, attempts, fields, List.of());
  }

  /// A file with the output, e.g. `evidence/dump`, in the incident's folder.
  public record Saved(String file, long bytes, String sha256) {}

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
    return new StepResult(other, otherReason, otherWhy, at, took, attempts, fields, saved);
  }

  /// The same with the files that its output became.
  StepResult saving(List<Saved> files) {
    return new StepResult(status, reason, why, at, took, attempts, fields, files);
  }

  /// The fields as they are written down. What a command printed is there once, as `out`: its
  /// `lines` and `words` follow from it, and a secret that was cut into words could not be masked.
  public Map<String, Object> written() {
    return written(fields);
  }

  private static Map<String, Object> written(Map<?, ?> fields) {
    var written = new LinkedHashMap<String, Object>();
    fields.forEach((name, value) -> {
      var cut = name.equals("lines") || name.equals("words");
      if (!cut || !fields.containsKey("out")) {
        written.put(String.valueOf(name), writtenValue(value));
      }
    });
    return written;
  }

  private static Object writtenValue(Object value) {
    return switch (value) {
      case Map<?, ?> map -> written(map);
      case List<?> list when list.stream().anyMatch(Map.class::isInstance) ->
          list.stream().map(StepResult::writtenValue).toList();
      default -> value;
    };
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
