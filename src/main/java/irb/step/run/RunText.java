package irb.step.run;

import irb.expr.Durations;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.step.Call;
import irb.step.Executor;
import irb.step.Nested;
import irb.step.Outcome;
import irb.step.Reason;
import java.time.Duration;
import java.util.ArrayList;

/// What is said of a runbook that another one runs, e.g. `runbook restart-app, service=api`. It
/// runs nothing: only the engine knows how.
record RunText(String text) implements Executor {
  static String of(Nested nested, Rendering rendering) throws ExpressionException {
    var parts = new ArrayList<String>();
    parts.add("runbook " + nested.runbook());
    for (var entry : nested.with().entrySet()) {
      var values = new ArrayList<String>();
      for (var template : entry.getValue().texts()) {
        values.add(shown(rendering.value(template)));
      }
      var joined = String.join(", ", values);
      parts.add(entry.getKey() + "=" + (entry.getValue().isList() ? "[" + joined + "]" : joined));
    }
    return String.join(", ", parts);
  }

  private static String shown(Object value) {
    return value instanceof Duration duration ? Durations.text(duration) : value.toString();
  }

  @Override
  public Outcome run(Call call) {
    return new Outcome.Fault(Reason.INVALID, "only a step of a runbook runs another runbook");
  }
}
