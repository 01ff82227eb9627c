package irb.drill;

import irb.engine.Event;
import irb.engine.Status;
import irb.runbook.ActionStep;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Go;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything of a runbook that a drill can take, by name: a step (`restart`), a way out of a
/// decision (`needed -> restart`), a failure that leads somewhere (`restart failed -> remedy`), and
/// a condition that leaves a step out (`restart skipped`).
///
/// Two ways from one decision to the same place are told apart by their number: `needed ->
/// escalate`, `needed -> escalate (2)`. That a decision itself cannot be taken is no branch: its
/// condition has no value then, and it goes where it goes with any other mistake.
public final class Branches {
  private final List<String> names = new ArrayList<>();
  private final Map<String, List<Way>> ways = new HashMap<>();
  private final Map<String, Failure> failures = new HashMap<>();

  /// A way out of a decision; `condition` is that of [Event.Decided], and for a person's choice it
  /// is empty.
  private record Way(String name, Optional<String> condition, Go next) {
    boolean isTaken(Event.Decided decided) {
      return next.toString().equals(decided.next())
          && condition.map(decided.condition()::equals).orElse(true);
    }
  }

  Branches(Runbook runbook) {
    for (var step : runbook.steps()) {
      names.add(step.id());
      switch (step) {
        case DecideStep decide -> decision(decide);
        case ActionStep act -> action(act);
      }
    }
  }

  private void action(ActionStep step) {
    step.checks().when().ifPresent(_ -> names.add(skipped(step.id())));
    step.onFailure()
        .ifPresent(go -> {
          var name = step.id() + " failed -> " + go;
          names.add(name);
          failures.put(step.id(), new Failure(name, go.toString()));
        });
  }

  private void decision(DecideStep step) {
    var out = new ArrayList<Way>();
    switch (step.decision()) {
      case Choose(var choices, var otherwise) -> {
        choices.forEach(c -> add(step, c.next(), Optional.of(c.when().text().strip()), out));
        add(step, otherwise, Optional.of("otherwise"), out);
      }
      case Ask(var options) -> options.forEach(o -> add(step, o.next(), Optional.empty(), out));
    }
    ways.put(step.id(), out);
  }

  private void add(DecideStep step, Go next, Optional<String> condition, List<Way> out) {
    var same = out.stream().filter(w -> w.next().toString().equals(next.toString())).count();
    var name = step.id() + " -> " + next + (same == 0 ? "" : " (" + (same + 1) + ")");
    names.add(name);
    out.add(new Way(name, condition, next));
  }

  private static String skipped(String step) {
    return step + " skipped";
  }

  /// All of them, in file order.
  public List<String> names() {
    return List.copyOf(names);
  }

  /// What `event` shows to have been taken.
  List<String> taken(Event event) {
    return switch (event) {
      case Event.Entered entered -> known(entered.id());
      case Event.Decided decided ->
          ways.getOrDefault(decided.id(), List.of()).stream()
              .filter(w -> w.isTaken(decided))
              .map(Way::name)
              .limit(1)
              .toList();
      case Event.Ended ended -> ended(ended);
      default -> List.of();
    };
  }

  private List<String> ended(Event.Ended ended) {
    var result = ended.result();
    return result.status() == Status.SKIPPED && result.reason().equals("condition")
        ? known(skipped(ended.id()))
        : List.of();
  }

  /// A branch that a failed step may take, and the step or end that it leads to.
  record Failure(String branch, String to) {
    /// `escalate: dba` is an escalation.
    boolean leadsTo(String place) {
      return to.equals(place) || to.startsWith(place + ": ");
    }
  }

  /// The branch of a step that has not gone well; empty when it has, or has no such branch.
  Optional<Failure> failure(Event.Ended ended) {
    var failed =
        switch (ended.result().status()) {
          case FAILED, ERROR, TIMED_OUT, IN_DOUBT, ABORTED -> true;
          case OK, SKIPPED, DECLINED, NOT_RUN -> false;
        };
    return failed ? Optional.ofNullable(failures.get(ended.id())) : Optional.empty();
  }

  private List<String> known(String name) {
    return names.contains(name) ? List.of(name) : List.of();
  }
}
