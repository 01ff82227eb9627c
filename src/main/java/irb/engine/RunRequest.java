package irb.engine;

import irb.expr.Expressions;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.step.Gateway;
import irb.step.Operator;
import irb.step.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything a run is given.
public record RunRequest(
    String incident,
    String run,
    Runbook runbook,
    Playbook playbook,
    Environment environment,
    Map<String, Target> targets,
    Map<String, Object> params,
    Consent consent,
    boolean dry,
    List<String> warnings,
    Surroundings around) {
  public RunRequest {
    warnings = List.copyOf(warnings);
  }

  /// The same, as the run that the log gave a number, e.g. `20261121-013045-7f3a/1`.
  RunRequest in(String id) {
    return new RunRequest(
        id.substring(0, id.lastIndexOf('/')),
        id,
        runbook,
        playbook,
        environment,
        targets,
        params,
        consent,
        dry,
        warnings,
        around);
  }

  /// What was approved and answered beforehand.
  public record Consent(
      boolean yes,
      Set<String> approved,
      Set<String> declined,
      Map<String, String> answers,
      Optional<String> overrideFreeze) {
    public Consent {
      approved = Set.copyOf(approved);
      declined = Set.copyOf(declined);
      answers = Map.copyOf(answers);
    }

    /// Nothing was.
    public static Consent none() {
      return new Consent(false, Set.of(), Set.of(), Map.of(), Optional.empty());
    }
  }

  /// What the run lives in: people, time, signals.
  public record Surroundings(
      String actor,
      Operator operator,
      Expressions expressions,
      InstantSource clock,
      Ticker ticker,
      Interrupts interrupts,
      Gateway gateway,
      Map<String, Object> alert) {}
}
