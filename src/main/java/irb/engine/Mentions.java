package irb.engine;

import irb.expr.Expression;
import irb.runbook.ActionStep;
import irb.runbook.Step;
import java.util.List;
import java.util.stream.Stream;

/// Every expression a step holds: in its conditions, its texts, and its actions.
final class Mentions {
  private Mentions() {}

  static List<Expression> in(Step step) {
    var ofActions =
        step instanceof ActionStep act
            ? act.actions().stream().flatMap(a -> a.slots().stream())
            : Stream.<irb.expr.Slot>of();
    var templates = Stream.concat(step.slots().stream(), ofActions);
    return Stream.concat(
            step.conditions().stream(), templates.flatMap(s -> s.template().expressions().stream()))
        .toList();
  }
}
