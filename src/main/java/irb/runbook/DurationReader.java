package irb.runbook;

import irb.expr.Durations;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import java.time.Duration;
import java.util.Optional;

/// Reads durations such as `2s`, `10m` or `1h`, none of them zero.
final class DurationReader {
  private final Findings findings;

  DurationReader(Findings findings) {
    this.findings = findings;
  }

  Optional<Duration> read(Form form, String key) {
    var scalar = form.scalar(key);
    var duration = scalar.flatMap(s -> Durations.parse(s.text())).filter(d -> !d.isZero());
    if (scalar.isPresent() && duration.isEmpty()) {
      findings.error(
          scalar.get().place(),
          "'" + key + "' is a duration such as 2s, 10m or 1h, and this is '" + scalar.get() + "'");
    }
    return duration;
  }

  /// A duration that may come from a parameter.
  Optional<Template> readTemplate(Form form, String key) {
    var template = form.scalar(key).map(s -> Template.parse(s, findings));
    template
        .filter(t ->
            t.constant().isPresent()
                && Durations.parse(t.constant().get()).filter(d -> !d.isZero()).isEmpty())
        .ifPresent(t ->
            findings.error(
                t.place(),
                "'" + key + "' is a duration such as 2s, 10m or 1h, and this is '" + t + "'",
                key.equals("timeout") ? "a step always has a timeout; without one it is 30s" : ""));
    return template;
  }
}
