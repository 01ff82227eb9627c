package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds neighbouring diagnose steps that may run at the same time: none refers to another, none
/// jumps, is jumped to, or has to wait for a person.
final class Groups {
  private final Runbook runbook;
  private final Set<String> jumpedTo;

  Groups(Runbook runbook, Graph graph) {
    this.runbook = runbook;
    this.jumpedTo = graph.jumpedTo();
  }

  /// `first` and the steps below it that run beside it.
  List<ActionStep> from(ActionStep first) {
    var group = new ArrayList<>(List.of(first));
    if (!isFree(first)) {
      return group;
    }
    var ids = new HashSet<>(Set.of(first.id()));
    for (var i = runbook.indexOf(first.id()) + 1; i < runbook.steps().size(); i++) {
      if (!(runbook.steps().get(i) instanceof ActionStep next)
          || !isFree(next)
          || jumpedTo.contains(next.id())
          || refersTo(next, ids)) {
        break;
      }
      group.add(next);
      ids.add(next.id());
    }
    return group;
  }

  private static boolean isFree(ActionStep step) {
    return step.phase() == Phase.DIAGNOSE
        && step.action().parallel()
        && step.flow().next().isEmpty()
        && step.flow().onFailure().isEmpty()
        && step.flow().visits().isEmpty();
  }

  private static boolean refersTo(ActionStep step, Set<String> ids) {
    return Mentions.in(step).stream()
        .flatMap(e -> e.references().stream())
        .anyMatch(r -> ids.contains(r.root()));
  }
}
