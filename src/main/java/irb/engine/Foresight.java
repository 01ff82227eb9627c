package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.runbook.Step;
import irb.step.Risk;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Looks ahead in the graph for an approval that no way through it can avoid.
final class Foresight {
  private final RunRequest request;
  private final Graph graph;

  Foresight(RunRequest request) {
    this.request = request;
    this.graph = new Graph(request.runbook());
  }

  /// A change that was not approved beforehand and stands on every way to an end.
  Optional<ActionStep> approvalThatWillBeNeeded() {
    return request.runbook().steps().stream()
        .flatMap(s ->
            s instanceof ActionStep act && needsAsking(act)
                ? java.util.stream.Stream.of(act)
                : java.util.stream.Stream.of())
        .filter(this::isUnavoidable)
        .findFirst();
  }

  static String flag(ActionStep step) {
    return step.write().filter(w -> w.risk() == Risk.HIGH).isPresent()
        ? "--approve " + step.id()
        : "--yes";
  }

  private boolean needsAsking(ActionStep step) {
    var risk = step.write().map(ActionStep.Write::risk);
    var consent = request.consent();
    return risk.isPresent()
        && !consent.approved().contains(step.id())
        && (risk.get() == Risk.HIGH || !consent.yes());
  }

  /// Whether no end can be reached without `step`.
  private boolean isUnavoidable(ActionStep step) {
    var seen = new HashSet<String>();
    var todo = new ArrayDeque<Step>(List.of(request.runbook().steps().getFirst()));
    while (!todo.isEmpty()) {
      var at = todo.pop();
      if (at.id().equals(step.id()) || !seen.add(at.id())) {
        continue;
      }
      for (var edge : graph.from(at)) {
        var target = graph.target(edge);
        if (target.isEmpty()) {
          return false;
        }
        todo.push(target.get());
      }
    }
    return true;
  }
}
