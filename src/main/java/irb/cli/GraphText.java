package irb.cli;

import irb.runbook.ActionStep;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Graph;
import irb.runbook.Runbook;
import java.io.PrintWriter;

/// A runbook's graph as lines: each step, and below it where it can go.
record GraphText(PrintWriter out) {
  void print(Runbook runbook) {
    var graph = new Graph(runbook);
    var width = runbook.steps().stream().mapToInt(s -> s.id().length()).max().orElse(1);
    for (var step : runbook.steps()) {
      out.printf("%-11s %-" + width + "s  %s%n", step.phase(), step.id(), step.title());
      switch (step) {
        case DecideStep decide -> ways(decide);
        case ActionStep act ->
            graph.next(act).ifPresent(go -> out.println("              → " + go));
      }
      step.onFailure().ifPresent(go -> out.println("              ✗ → " + go + "   if it fails"));
      step.visits()
          .ifPresent(v -> out.println("              ↺ " + v + " visits at most, then escalate"));
    }
  }

  private void ways(DecideStep step) {
    switch (step.decision()) {
      case Choose(var choices, var otherwise) -> {
        choices.forEach(
            c -> out.println("              → " + c.next() + "   when " + c.when().text().strip()));
        out.println("              → " + otherwise + "   otherwise");
      }
      case Ask(var options) ->
          options.forEach(
              o -> out.println("              → " + o.next() + "   if chosen: " + o.label()));
    }
  }
}
