package irb.runbook;

import irb.runbook.Go.End;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph.Edge;
import irb.runbook.Graph.Way;
import irb.source.Findings;
import irb.source.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Proves over every path of a runbook that it ends, that nothing is changed without a decision
/// before it, and that nothing that was changed is called resolved without a verify after it.
final class GraphRules {
  private final Runbook runbook;
  private final Set<String> unread;
  private final Graph graph;
  private final Findings findings;

  GraphRules(Runbook runbook, Set<String> unread, Findings findings) {
    this.unread = Set.copyOf(unread);
    this.runbook = runbook;
    this.graph = new Graph(runbook);
    this.findings = findings;
  }

  void check() {
    if (!namesExist() || !unread.isEmpty()) {
      return; // of a graph with holes nothing can be proved
    }
    reachable();
    everyPathEnds();
    loopsAreCounted();
    verifyNeverFailsIntoSuccess();
    noFallIntoNamedRemediate();
    changesAreDecidedAndVerified();
  }

  private boolean namesExist() {
    var ids = new ArrayList<>(runbook.steps().stream().map(Step::id).toList());
    unread.stream().filter(id -> !id.isEmpty()).forEach(ids::add);
    var fine = true;
    for (var go : graph.named()) {
      if (go instanceof ToStep(var id, var place) && !ids.contains(id)) {
        fine = false;
        var known = new ArrayList<>(ids);
        for (var end : End.values()) {
          known.add(end.toString());
        }
        findings.error(place, "there is no step '" + id + "'", Nearest.hint(id, known));
      }
    }
    return fine;
  }

  private void reachable() {
    if (runbook.steps().isEmpty()) {
      return;
    }
    var seen = new HashSet<String>();
    var todo = new ArrayDeque<>(List.of(runbook.steps().getFirst()));
    while (!todo.isEmpty()) {
      var step = todo.pop();
      if (seen.add(step.id())) {
        graph.from(step).forEach(e -> graph.target(e).ifPresent(todo::push));
      }
    }
    for (var step : runbook.steps()) {
      if (!seen.contains(step.id())) {
        findings.error(
            step.place(),
            "step '" + step.id() + "' is never reached",
            "name it in a next, choose or on_failure, or remove it");
      }
    }
  }

  private void everyPathEnds() {
    if (!runbook.steps().isEmpty()
        && runbook.steps().getLast() instanceof ActionStep last
        && last.flow().next().isEmpty()) {
      findings.error(
          last.place(),
          "after '" + last.id() + "' the run falls off the end of the file",
          "write where it goes, for example next: resolved");
    }
  }

  /// Without the steps that have `visits`, the graph must have no cycle.
  private void loopsAreCounted() {
    var done = new HashSet<String>();
    for (var step : runbook.steps()) {
      if (uncountedLoop(step, new LinkedHashSet<>(), done)) {
        return;
      }
    }
  }

  private boolean uncountedLoop(Step step, Set<String> path, Set<String> done) {
    if (step.visits().isPresent() || done.contains(step.id())) {
      return false;
    }
    path.add(step.id());
    for (var edge : graph.from(step)) {
      var target = graph.target(edge);
      if (target.isPresent() && path.contains(target.get().id())) {
        var loop = path.stream().dropWhile(id -> !id.equals(target.get().id())).toList();
        findings.error(
            target.get().place(),
            "this loop never has to end: " + String.join(" → ", loop) + " → " + target.get().id(),
            "give one of its steps 'visits', best the decide step that chooses the remedy");
        return true;
      }
      if (target.isPresent() && uncountedLoop(target.get(), path, done)) {
        return true;
      }
    }
    path.remove(step.id());
    done.add(step.id());
    return false;
  }

  private void verifyNeverFailsIntoSuccess() {
    for (var step : runbook.steps()) {
      if (step.phase() == Phase.VERIFY
          && step.onFailure().orElse(null) instanceof Go.ToEnd(var end, _, var place)
          && (end == End.RESOLVED || end == End.NO_ACTION)) {
        findings.error(
            place, "a verify that failed cannot end " + end, "go to another remedy, or escalate");
      }
    }
  }

  private void noFallIntoNamedRemediate() {
    var named = graph.jumpedTo();
    for (var i = 1; i < runbook.steps().size(); i++) {
      var step = runbook.steps().get(i);
      if (step.phase() == Phase.REMEDIATE
          && named.contains(step.id())
          && runbook.steps().get(i - 1) instanceof ActionStep before
          && before.flow().next().isEmpty()) {
        findings.error(
            before.place(),
            "'"
                + before.id()
                + "' falls into '"
                + step.id()
                + "', a change that is also chosen elsewhere",
            "write next: " + step.id() + " if that is meant, or where else it goes");
      }
    }
  }

  /// What is known of a path when it arrives at a step.
  private enum Path {
    /// Nothing decided, nothing changed.
    FRESH,
    /// Decided or verified, nothing changed.
    DECIDED,
    /// Changed, and not verified since.
    CHANGED,
    /// Changed and verified.
    VERIFIED
  }

  private record Arrival(Step step, Path path) {}

  private void changesAreDecidedAndVerified() {
    if (runbook.steps().isEmpty()) {
      return;
    }
    var start = new Arrival(runbook.steps().getFirst(), Path.FRESH);
    var origin = new HashMap<Arrival, Arrival>(Map.of(start, start));
    var todo = new ArrayDeque<>(List.of(start));
    while (!todo.isEmpty()) {
      var arrival = todo.poll();
      if (arrival.step().phase() == Phase.REMEDIATE && arrival.path() == Path.FRESH) {
        findings.error(
            arrival.step().place(),
            "'"
                + arrival.step().id()
                + "' is reached without a decision: "
                + trace(arrival, origin),
            "put a decide or verify step before it");
      }
      for (var edge : graph.from(arrival.step())) {
        var path = after(arrival, edge);
        Graph.end(edge).ifPresent(end -> checkEnd(end, path, edge, arrival, origin));
        graph
            .target(edge)
            .map(s -> new Arrival(s, path))
            .filter(a -> origin.putIfAbsent(a, arrival) == null)
            .ifPresent(todo::add);
      }
    }
  }

  private static Path after(Arrival arrival, Edge edge) {
    return switch (arrival.step().phase()) {
      case REMEDIATE -> Path.CHANGED;
      case DECIDE -> arrival.path() == Path.FRESH ? Path.DECIDED : arrival.path();
      case VERIFY -> verified(arrival.path(), edge.way());
      case DIAGNOSE, COMMUNICATE -> arrival.path();
    };
  }

  private static Path verified(Path path, Way way) {
    return switch (path) {
      case FRESH, DECIDED -> Path.DECIDED;
      case CHANGED, VERIFIED -> way == Way.ON ? Path.VERIFIED : Path.CHANGED;
    };
  }

  private void checkEnd(
      End end, Path path, Edge edge, Arrival arrival, Map<Arrival, Arrival> origin) {
    if (edge.way() == Way.FAILED && arrival.step().phase() == Phase.VERIFY) {
      return; // such an end was refused already
    }
    if (end == End.RESOLVED && path == Path.CHANGED) {
      findings.error(
          edge.to().place(),
          "this ends resolved without a verify after the last change: "
              + trace(arrival, origin)
              + " → resolved",
          "put a verify step between the change and the end");
    }
    if (end == End.NO_ACTION && (path == Path.CHANGED || path == Path.VERIFIED)) {
      findings.error(
          edge.to().place(),
          "this ends no_action although something was changed: "
              + trace(arrival, origin)
              + " → no_action",
          "end resolved after a verify, or escalate");
    }
  }

  private static String trace(Arrival arrival, Map<Arrival, Arrival> origin) {
    var steps = new ArrayDeque<String>();
    var at = arrival;
    while (true) {
      steps.push(at.step().id());
      var before = origin.getOrDefault(at, at);
      if (before.equals(at)) {
        return String.join(" → ", steps);
      }
      at = before;
    }
  }
}
