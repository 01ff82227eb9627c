package irb.drill;

import irb.engine.Exit;
import irb.expr.Expression;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.step.Action;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A test of a runbook, e.g. `drills/db-pool-exhaustion.refused.yaml`: a sandbox for each target, a
/// fault, the answers of the operator, and what must come of it; `excuses` say why no drill can
/// take some of the runbook's branches.
public record Drill(
    Scalar runbook,
    Optional<String> variant,
    Optional<String> title,
    Map<Scalar, Plan> sandbox,
    List<Fault> faults,
    Map<Scalar, List<Given>> with,
    Map<String, Given> env,
    Script script,
    int pace,
    Map<Scalar, String> excuses,
    Expected expected) {
  public Drill {
    sandbox = Collections.unmodifiableMap(new LinkedHashMap<>(sandbox));
    faults = List.copyOf(faults);
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    env = Map.copyOf(env);
    excuses = Collections.unmodifiableMap(new LinkedHashMap<>(excuses));
  }

  /// The name of the drill, e.g. `db-pool-exhaustion.refused`.
  public String name() {
    return runbook.text() + variant.map(v -> "." + v).orElse("");
  }

  public Place place() {
    return runbook.place();
  }

  /// The plan of the target called `name`.
  Optional<Plan> plan(String name) {
    return sandbox.entrySet().stream()
        .filter(e -> e.getKey().text().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// What the operator says: `all` changes are approved, or those of the steps in `approved`.
  /// Several answers to a step are for one question after the other.
  public record Script(
      boolean all,
      List<Scalar> approved,
      List<Scalar> declined,
      Map<Scalar, List<String>> answers) {
    public Script {
      approved = List.copyOf(approved);
      declined = List.copyOf(declined);
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
  }

  /// What must come of a run, and of its twin: the same without the fault.
  public record Expected(Ending ending, List<StateCheck> state, Optional<Ending> healthy) {
    public Expected {
      state = List.copyOf(state);
    }
  }

  /// How a run ends, and the steps it takes.
  public record Ending(Exit outcome, Optional<List<Scalar>> path) {}

  /// Something that must be true of the sandbox after the run; `shown` is the condition as written.
  public record StateCheck(Action action, Optional<Expression> expect, Place place) {}
}
