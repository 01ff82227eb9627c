package irb.engine;

import irb.expr.Expressions;
import irb.expr.Masker;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.step.Gateway;
import irb.step.Operator;
import irb.step.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Everything a run is given; `head` is the log's at any moment, and empty where there is none.
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
    Surroundings around,
    Archive archive,
    Guards guards,
    Masker masker,
    Supplier<String> head) {
  public RunRequest {
    warnings = List.copyOf(warnings);
  }

  /// The same, as the run that the log gave a number, e.g. `20261121-013045-7f3a/1`; `journal` says
  /// where the log's head is.
  RunRequest in(String id, Archive keeping, Guards held, Supplier<String> journal) {
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
        around,
        keeping,
        held,
        masker,
        journal);
  }

  /// The same incident and run for the runbook `inner` that a step runs with `given`.
  RunRequest of(Within within, Runbook inner, Map<String, Object> given) {
    return new RunRequest(
        incident,
        run,
        inner,
        playbook,
        environment,
        targets,
        given,
        within.in(consent),
        dry,
        List.of(),
        around.asking(within.out(around.operator())),
        archive,
        guards,
        masker,
        head);
  }

  /// What was approved and answered beforehand.
  public record Consent(
      boolean yes,
      Set<String> approved,
      Set<String> declined,
      Map<String, String> answers,
      Optional<String> overrideFreeze,
      Optional<String> comment) {
    public Consent {
      approved = Set.copyOf(approved);
      declined = Set.copyOf(declined);
      answers = Map.copyOf(answers);
    }

    /// Without a comment.
    public Consent(
        boolean yes,
        Set<String> approved,
        Set<String> declined,
        Map<String, String> answers,
        Optional<String> overrideFreeze) {
      this(yes, approved, declined, answers, overrideFreeze, Optional.empty());
    }

    /// Nothing was.
    public static Consent none() {
      return new Consent(false, Set.of(), Set.of(), Map.of(), Optional.empty());
    }
  }

  /// What the run lives in: people, their `home` folder, time, signals.
  public record Surroundings(
      String actor,
      Path home,
      Operator operator,
      Expressions expressions,
      InstantSource clock,
      Ticker ticker,
      Interrupts interrupts,
      Gateway gateway,
      Map<String, Object> alert) {

    /// The same with somebody else to ask.
    Surroundings asking(Operator other) {
      return new Surroundings(
          actor, home, other, expressions, clock, ticker, interrupts, gateway, alert);
    }
  }
}
