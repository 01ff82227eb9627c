package irb.runbook;

import irb.runbook.Go.End;
import irb.runbook.Go.ToEnd;
import irb.runbook.Go.ToStep;
import irb.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every way a run can take from each step.
public final class Graph {
  /// Why a run goes along an edge.
  public enum Way {
    /// The step went well, or it is one whose failure does not matter.
    ON,
    /// The step failed.
    FAILED,
    /// A decide step chose it.
    CHOSEN
  }

  /// One way from a step; a `null`-free target: a step or an end.
  public record Edge(Step from, Way way, Go to) {}

  private final Runbook runbook;

  public Graph(Runbook runbook) {
    this.runbook = runbook;
  }

  /// The ways from `step`; a fall off the end of the file is none.
  public List<Edge> from(Step step) {
    var edges = new ArrayList<Edge>();
    switch (step) {
      case DecideStep decide ->
          decide.decision().ways().forEach(go -> edges.add(new Edge(step, Way.CHOSEN, go)));
      case ActionStep act -> next(act).ifPresent(go -> edges.add(new Edge(step, Way.ON, go)));
    }
    step.onFailure().ifPresent(go -> edges.add(new Edge(step, Way.FAILED, go)));
    return edges;
  }

  /// Where a step goes that went well: its `next`, or the step below it in the file.
  public Optional<Go> next(ActionStep step) {
    return step.flow().next().or(() -> below(step).map(s -> new ToStep(s.id(), s.place())));
  }

  /// The step a run falls into when `step` has no `next`.
  private Optional<Step> below(Step step) {
    var index = runbook.indexOf(step.id());
    return index + 1 < runbook.steps().size()
        ? Optional.of(runbook.steps().get(index + 1))
        : Optional.empty();
  }

  /// The step an edge leads to; empty for an end, or a name that is no step.
  public Optional<Step> target(Edge edge) {
    return edge.to() instanceof ToStep(var id, _) ? runbook.step(id) : Optional.empty();
  }

  /// The end an edge leads to.
  static Optional<End> end(Edge edge) {
    return edge.to() instanceof ToEnd(var end, _, _) ? Optional.of(end) : Optional.empty();
  }

  /// Every place that names a step or an end.
  List<Go> named() {
    var named = new ArrayList<Go>();
    for (var step : runbook.steps()) {
      switch (step) {
        case DecideStep decide -> named.addAll(decide.decision().ways());
        case ActionStep act -> act.flow().next().ifPresent(named::add);
      }
      step.onFailure().ifPresent(named::add);
    }
    return named;
  }

  /// The ids of the steps that something jumps to.
  public Set<String> jumpedTo() {
    var ids = new LinkedHashSet<String>();
    for (var go : named()) {
      if (go instanceof ToStep(var id, _)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /// The place to blame for `otherwise`, `next` and the like.
  static Place blame(Edge edge) {
    return edge.to() instanceof ToStep ? edge.from().place() : edge.to().place();
  }
}
