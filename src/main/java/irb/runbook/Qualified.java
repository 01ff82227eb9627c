package irb.runbook;

import java.util.ArrayList;
import java.util.List;

/// A step as people and logs call it: by its id, behind those of the steps that lead into its
/// runbook, e.g. `restart/stop_app`.
public record Qualified(String id, Step step) {

  /// `inner` as it is called from outside the step `outer`.
  public static String name(String outer, String inner) {
    return outer + "/" + inner;
  }

  /// Every step of `runbook`, each followed by those of the runbook it runs.
  public static List<Qualified> of(Runbook runbook) {
    var all = new ArrayList<Qualified>();
    for (var step : runbook.steps()) {
      all.add(new Qualified(step.id(), step));
      runbook
          .runBy(step)
          .ifPresent(
              r -> of(r).forEach(q -> all.add(new Qualified(name(step.id(), q.id()), q.step()))));
    }
    return all;
  }
}
