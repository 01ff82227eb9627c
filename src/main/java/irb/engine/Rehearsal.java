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
    state.path().stream().skip(Math.max(0, state.path().size() - 1)).forEach(seen::add);
    if (from instanceof ToStep(var first, _)) {
      seen.remove(first);
    }
    var todo = new ArrayDeque<>(List.of(from));
    while (!todo.isEmpty()) {
      if (!(todo.poll() instanceof ToStep(var id, _)) || !seen.add(id)) {
        continue;
      }
      var step = state.request().runbook().step(id).orElseThrow();
      state.emit(
          new Rehearsed(id, step.phase(), state.message(step.title()), text(step), detail(step)));
      graph.from(step).forEach(e -> todo.add(e.to()));
    }
  }

  private String text(Step step) {
    return switch (step) {
      case DecideStep _ -> "";
      case ActionStep act -> rendered(act);
    };
  }

  /// With its values where they are known by now, as written otherwise.
  private String rendered(ActionStep step) {
    try {
      return step.action()
          .executor(state.rendering(step, Optional.empty()), state.target(step.action()))
          .text();
    } catch (ExpressionException _) {
      return String.join(
          " ", step.action().slots().stream().map(s -> s.template().toString()).toList());
    }
  }

  private static String detail(Step step) {
    return switch (step) {
      case DecideStep decide -> ways(decide);
      case ActionStep act -> act.write().map(w -> "change, risk " + w.risk()).orElse("");
    };
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
