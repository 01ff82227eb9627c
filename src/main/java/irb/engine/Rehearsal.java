package irb.engine;

import irb.engine.Event.Rehearsed;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Go;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph;
import irb.runbook.Step;
import irb.step.Executor;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Shows what may follow the first change of a dry run, every branch of it, and runs none of it.
final class Rehearsal {
  private final RunState state;
  private final Graph graph;

  Rehearsal(RunState state) {
    this.state = state;
    this.graph = new Graph(state.request().runbook());
  }

  void show(Go from) throws LogLostException {
    // a way back leads to other branches than those taken so far; only the unmade change is known
    var seen = new HashSet<String>();
    state.current().ifPresent(seen::add);
    if (from instanceof ToStep(var first, _)) {
      seen.remove(first);
    }
    var todo = new ArrayDeque<>(List.of(from));
    while (!todo.isEmpty()) {
      if (!(todo.poll() instanceof ToStep(var id, _)) || !seen.add(id)) {
        continue;
      }
      var step = state.request().runbook().step(id).orElseThrow();
      var executor = executor(step);
      state.emit(
          new Rehearsed(
              id,
              step.phase(),
              state.message(step.title()),
              text(step, executor),
              detail(step, executor)));
      nested(step);
      graph.from(step).forEach(e -> todo.add(e.to()));
    }
  }

  /// What the runbook of a `run` step may do, with the parameters that are known by now.
  private void nested(Step step) throws LogLostException {
    var runbook = state.request().runbook().runBy(step);
    if (runbook.isPresent() && step instanceof ActionStep act) {
      var params = new NestedParams(state).known(act, runbook.get());
      var first = runbook.get().steps().getFirst();
      new Rehearsal(state.within(act, state.visits(act), runbook.get(), params))
          .show(new ToStep(first.id(), first.place()));
    }
  }

  /// With its values where they are known by now, as written otherwise.
  private static String text(Step step, Optional<Executor> executor) {
    return switch (step) {
      case DecideStep _ -> "";
      case ActionStep act ->
          executor
              .map(Executor::text)
              .orElseGet(() ->
                  String.join(
                      " ",
                      act.action().slots().stream().map(s -> s.template().toString()).toList()));
    };
  }

  private Optional<Executor> executor(Step step) {
    if (!(step instanceof ActionStep act)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          act.action()
              .executor(state.rendering(act, Optional.empty()), state.target(act.action())));
    } catch (ExpressionException _) {
      return Optional.empty();
    }
  }

  private static String detail(Step step, Optional<Executor> executor) {
    return switch (step) {
      case DecideStep decide -> ways(decide);
      case ActionStep act when act.action().nested().isPresent() -> "";
      case ActionStep act ->
          act.write().map(w -> "change, risk " + w.risk() + targets(executor)).orElse("");
    };
  }

  private static String targets(Optional<Executor> executor) {
    return executor
        .map(Executor::targets)
        .filter(n -> n > 1)
        .map(n -> ", " + n + " targets")
        .orElse("");
  }

  private static String ways(DecideStep step) {
    var lines = new java.util.ArrayList<String>();
    switch (step.decision()) {
      case Choose(var choices, var otherwise) -> {
        choices.forEach(c -> lines.add(c.next() + " when " + c.when().text().strip()));
        lines.add("otherwise " + otherwise);
      }
      case Ask(var options) -> options.forEach(o -> lines.add(o.next() + " if chosen"));
    }
    return String.join("\n", lines);
  }
}
