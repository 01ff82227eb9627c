package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Routes;
import irb.drill.Fault.Session;
import irb.drill.Fault.Stopped;
import irb.engine.Targets;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.runbook.Step;
import irb.source.Findings;
import irb.source.Nearest;
import irb.source.Node.Scalar;
import irb.step.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a drill against its runbook: steps, parameters and targets that it names, and that no
/// target is left over, because a drill must not reach a real one.
final class DrillLint {
  private final Drill drill;
  private final Runbook runbook;
  private final Playbook playbook;
  private final Findings findings;

  DrillLint(Drill drill, Runbook runbook, Playbook playbook, Findings findings) {
    this.drill = drill;
    this.runbook = runbook;
    this.playbook = playbook;
    this.findings = findings;
  }

  void check() {
    var steps = runbook.steps().stream().map(Step::id).toList();
    var script = drill.script();
    known(script.approved(), "step", steps);
    known(script.declined(), "step", steps);
    known(script.answers().keySet(), "step", steps);
    drill.expected().ending().path().ifPresent(p -> known(p, "step", steps));
    drill.expected().healthy().flatMap(Drill.Ending::path).ifPresent(p -> known(p, "step", steps));
    known(drill.with().keySet(), "parameter", runbook.params().keySet());
    known(drill.sandbox().keySet(), "target", playbook.targets().keySet());
    sandboxes();
    drill.faults().forEach(this::fault);
    drill.expected().state().forEach(s -> s.action().target().ifPresent(this::inSandbox));
  }

  private void known(Iterable<Scalar> written, String what, Iterable<String> known) {
    var names = new java.util.ArrayList<String>();
    known.forEach(names::add);
    for (var name : written) {
      if (!names.contains(name.text())) {
        findings.error(
            name.place(),
            "runbook '" + runbook.name() + "' has no " + what + " '" + name + "'",
            Nearest.hint(name.text(), names));
      }
    }
  }

  private void sandboxes() {
    for (var target : Targets.named(runbook, playbook)) {
      if (drill.plan(target.name()).isEmpty()) {
        findings.error(
            drill.place(),
            "the runbook uses the target '" + target.name() + "', and no sandbox stands in for it",
            "a drill reaches nothing real: add '" + target.name() + "' to 'sandbox'");
      }
    }
    for (var entry : drill.sandbox().entrySet()) {
      var target = playbook.targets().get(entry.getKey().text());
      var kind = entry.getValue().kind();
      if (target != null && target.kind() != kind) {
        findings.error(
            entry.getKey().place(),
            "target '" + target.name() + "' is of kind " + target.kind() + ", and this is " + kind);
      }
    }
  }

  private void fault(Fault fault) {
    inSandbox(fault.target());
    Set<Target.Kind> fitting =
        switch (fault.kind()) {
          case HoldConnections _, Session _ -> Set.of(Target.Kind.POSTGRES);
          case Routes _ -> Set.of(Target.Kind.HTTP);
          case Answers _ -> Set.of(Target.Kind.LOCAL);
          case Stopped _ -> Set.of(Target.Kind.POSTGRES, Target.Kind.HTTP);
        };
    drill
        .plan(fault.target().text())
        .filter(p -> !fitting.contains(p.kind()))
        .ifPresent(p ->
            findings.error(
                fault.target().place(),
                "'" + fault.target() + "' is of kind " + p.kind() + ", which this fault is not for",
                "it is for "
                    + String.join(
                        ", ", fitting.stream().map(Target.Kind::toString).sorted().toList())));
  }

  private void inSandbox(Scalar target) {
    if (drill.plan(target.text()).isEmpty()) {
      findings.error(
          target.place(),
          "there is no sandbox '" + target + "'",
          Nearest.hint(target.text(), names(drill.sandbox())));
    }
  }

  private static List<String> names(Map<Scalar, Plan> sandbox) {
    return sandbox.keySet().stream().map(Scalar::text).toList();
  }
}
