package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.runbook.Step;
import irb.step.Risk;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks ahead in the graph for an approval that no way through it can avoid.
final class Foresight {
  private final RunRequest request;
  private final Graph graph;

  Foresight(RunRequest request) {
    this.request = request;
    this.graph = new Graph(request.runbook());
  }

  /// A change that somebody will have to approve, by its qualified id.
  record Needed(String step, Risk risk) {
    /// How that is done beforehand.
    String flag() {
      return risk == Risk.HIGH ? "--approve " + step : "--yes";
    }
  }

  /// A change that was not approved beforehand and stands on every way to an end.
  Optional<Needed> approvalThatWillBeNeeded() {
    return request.runbook().steps().stream()
        .filter(this::isUnavoidable)
        .flatMap(s -> needed(s).stream())
        .findFirst();
  }

  private Optional<Needed> needed(Step step) {
    var nested = request.runbook().runBy(step);
    if (nested.isPresent()) {
      var within = new Within(step.id());
      return new Foresight(request.of(within, nested.get(), Map.of()))
          .approvalThatWillBeNeeded()
          .map(n -> new Needed(within.name(n.step()), n.risk()));
    }
    return step instanceof ActionStep act
        ? risk(act).filter(r -> needsAsking(act, r)).map(r -> new Needed(act.id(), r))
        : Optional.empty();
  }

  private static Optional<Risk> risk(ActionStep step) {
    return step.write()
        .map(ActionStep.Write::risk)
        .or(() -> step.action().isExternal() ? Optional.of(Risk.MEDIUM) : Optional.empty());
  }

  private boolean needsAsking(ActionStep step, Risk risk) {
    var consent = request.consent();
    return !consent.approved().contains(step.id()) && (risk == Risk.HIGH || !consent.yes());
  }

  /// Whether no end can be reached without `step`.
  private boolean isUnavoidable(Step step) {
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
