package irb.runbook;

import irb.expr.Expression;
import irb.runbook.ActionStep.Checks;
import irb.runbook.ActionStep.Retry;
import irb.source.Findings;
import irb.source.Form;
import java.time.Duration;
import java.util.Optional;

/// Reads what a step checks: `when`, `expect`, and how often and how long it looks.
final class CheckReader {
  private static final Duration FRESH_FOR = Duration.ofMinutes(10);

  private final DurationReader durations;
  private final Findings findings;

  CheckReader(DurationReader durations, Findings findings) {
    this.durations = durations;
    this.findings = findings;
  }

  Checks read(Form step) {
    return new Checks(
        condition(step, "when"),
        condition(step, "expect"),
        retry(step),
        durations.read(step, "holds_for"),
        durations.read(step, "fresh_for").orElse(FRESH_FOR));
  }

  /// What is to hold for a while must be looked at more than once.
  void refuseHoldWithoutRetry(Checks checks, Form step) {
    if (checks.holdsFor().isPresent() && checks.retry().isEmpty()) {
      findings.error(
          step.keyPlace("holds_for"),
          "'holds_for' needs 'retry' to say how often to look",
          "add for example retry: {every: 2s, within: 60s}");
    }
  }

  private static Optional<Expression> condition(Form form, String key) {
    return form.scalar(key).map(Expression::of);
  }

  private Optional<Retry> retry(Form step) {
    var form = step.form("retry");
    if (form.isEmpty()) {
      return Optional.empty();
    }
    var every = durations.read(form.get(), "every");
    if (!form.get().has("every")) {
      findings.error(
          form.get().place(),
          "'retry' needs 'every'",
          "for example retry: {every: 2s, within: 60s}");
    }
    var within = durations.readTemplate(form.get(), "within");
    var attempts = form.get().number("attempts", 1);
    if (form.get().has("within") == form.get().has("attempts")) {
      findings.error(
          form.get().place(),
          "'retry' needs either 'within' or 'attempts'",
          "for example retry: {every: 2s, within: 60s}");
    }
    form.get().done();
    return every.map(e -> new Retry(e, within, attempts));
  }
}
