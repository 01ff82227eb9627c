package irb;

import irb.step.StepType;
import irb.step.ask.AskStep;
import irb.step.http.HttpStep;
import irb.step.manual.ManualStep;
import irb.step.notify.NotifyStep;
import irb.step.shell.ShellStep;
import irb.step.sql.SqlStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one list of step types.
public final class StepTypes {
  private StepTypes() {}

  /// Every step type by its key, in the order help shows them.
  public static Map<String, StepType> all() {
    var types = new LinkedHashMap<String, StepType>();
    for (StepType type :
        List.of(
            new SqlStep(),
            new HttpStep(),
            new ShellStep(),
            new AskStep(),
            new ManualStep(),
            new NotifyStep())) {
      types.put(type.key(), type);
    }
    return types;
  }
}
