package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.Certificate;
import irb.drill.Fault.Commands;
import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Records;
import irb.drill.Fault.Routes;
import irb.drill.Fault.Session;
import irb.drill.Fault.Stopped;
import irb.engine.Targets;
import irb.runbook.ActionStep;
import irb.runbook.Playbook;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
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
    var steps = Qualified.of(runbook).stream().map(Qualified::id).toList();
    var script = drill.script();
    known(script.approved(), "step", steps);
    known(script.declined(), "step", steps);
    known(script.answers().keySet(), "step", withBlanks(steps));
    drill.expected().ending().path().ifPresent(p -> known(p, "step", steps));
    drill.expected().healthy().flatMap(Drill.Ending::path).ifPresent(p -> known(p, "step", steps));
    known(drill.excuses().keySet(), "branch", new Branches(runbook).names());
    known(drill.with().keySet(), "parameter", runbook.params().keySet());
    sandboxes();
    drill.with().values().forEach(v -> v.forEach(this::given));
    drill.env().values().forEach(this::given);
    drill.faults().forEach(this::fault);
    drill.expected().state().forEach(s -> s.action().target().ifPresent(this::inSandbox));
  }

  /// The blanks of messages are answered too, as `tell.impact`.
  private List<String> withBlanks(List<String> steps) {
    var names = new java.util.ArrayList<>(steps);
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act) {
        act.action().blanks().forEach(b -> names.add(named.id() + "." + b.name()));
      }
    }
    return names;
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
      if (drill.plan(target.name()).filter(p -> p.kind() != null).isEmpty()) {
        findings.error(
            drill.place(),
            "the runbook uses the target '" + target.name() + "', and no sandbox stands in for it",
            "a drill reaches nothing real: add '" + target.name() + "' to 'sandbox'");
      }
    }
    for (var entry : drill.sandbox().entrySet()) {
      var target = playbook.targets().get(entry.getKey().text());
      var kind = entry.getValue().kind();
      if (kind == null) {
        continue; // the run is told where it is
      }
      known(List.of(entry.getKey()), "target", playbook.targets().keySet());
      if (target != null && target.kind() != kind) {
        findings.error(
            entry.getKey().place(),
            "target '" + target.name() + "' is of kind " + target.kind() + ", and this is " + kind);
      }
    }
  }

  private void given(Given given) {
    var written = given.written();
    var fact = given.fact();
    if (fact.isEmpty()) {
      if (given.isTemplate()) {
        findings.error(
            written.place(),
            "a drill puts in nothing but a fact of a sandbox, as the whole value",
            "for example ${{ sandbox.cert.port }}");
      }
      return;
    }
    var plan = drill.plan(fact.get().sandbox());
    if (plan.isEmpty()) {
      findings.error(
          written.place(),
          "there is no sandbox '" + fact.get().sandbox() + "'",
          Nearest.hint(fact.get().sandbox(), names(drill.sandbox())));
    } else if (!plan.get().facts().contains(fact.get().name())) {
      findings.error(
          written.place(),
          "the sandbox '" + fact.get().sandbox() + "' has no fact '" + fact.get().name() + "'",
          Nearest.hint(fact.get().name(), plan.get().facts()));
    }
  }

  private void fault(Fault fault) {
    inSandbox(fault.target());
    hosts(fault);
    Set<Target.Kind> fitting =
        switch (fault.kind()) {
          case HoldConnections _, Session _ -> Set.of(Target.Kind.POSTGRES);
          case Commands _ -> Set.of(Target.Kind.REDIS);
          case Routes _ -> Set.of(Target.Kind.HTTP);
          case Answers _ -> Set.of(Target.Kind.LOCAL, Target.Kind.SSH);
          case ClusterFault _ -> Set.of(Target.Kind.KUBECTL);
          case Stopped _ ->
              Set.of(
                  Target.Kind.POSTGRES,
                  Target.Kind.REDIS,
                  Target.Kind.HTTP,
                  Target.Kind.KUBECTL,
                  Target.Kind.SSH);
          case Certificate _, Records _ -> Set.of();
        };
    drill
        .plan(fault.target().text())
        .filter(p -> !fits(fault.kind(), p, fitting))
        .ifPresent(p ->
            findings.error(
                fault.target().place(),
                "'" + fault.target() + "' is of kind " + word(p) + ", which this fault is not for",
                "it is for "
                    + switch (fault.kind()) {
                      case Certificate _ -> "tls";
                      case Records _ -> "dns";
                      default ->
                          String.join(
                              ", ", fitting.stream().map(Target.Kind::toString).sorted().toList());
                    }));
    if (fault.kind() instanceof ClusterFault wrong
        && drill.plan(fault.target().text()).orElse(null) instanceof Plan.Kubectl plan) {
      inCluster(wrong, plan);
    }
  }

  /// That there is such a deployment, with such containers.
  private void inCluster(ClusterFault fault, Plan.Kubectl plan) {
    var deployments = plan.setup().deployments();
    fault.about().ifPresent(name -> isThere(name, "deployment", List.copyOf(deployments.keySet())));
    if (fault instanceof ClusterFault.Rolled(var name, var images)) {
      var workload = deployments.get(name.text());
      if (workload != null) {
        var containers = List.copyOf(workload.images().keySet());
        images.keySet().forEach(c -> isThere(c, "container", containers));
      }
    }
  }

  private void isThere(Scalar name, String what, List<String> known) {
    if (!known.contains(name.text())) {
      findings.error(
          name.place(),
          "the sandbox has no " + what + " '" + name + "'",
          Nearest.hint(name.text(), known));
    }
  }

  private static boolean fits(Fault.Kind fault, Plan plan, Set<Target.Kind> fitting) {
    return switch (plan) {
      case Plan.Tls _ -> fault instanceof Certificate || fault instanceof Stopped;
      case Plan.Dns _ -> fault instanceof Records || fault instanceof Stopped;
      default -> plan.kind() != null && fitting.contains(plan.kind());
    };
  }

  /// The kind of target, or the key of what is none.
  private static String word(Plan plan) {
    return switch (plan) {
      case Plan.Tls _ -> "tls";
      case Plan.Dns _ -> "dns";
      default -> String.valueOf(plan.kind());
    };
  }

  private void hosts(Fault fault) {
    if (fault.hosts().isEmpty()) {
      return;
    }
    if (drill.plan(fault.target().text()).orElse(null) instanceof Plan.Ssh ssh) {
      for (var host : fault.hosts()) {
        if (!ssh.hosts().containsKey(host.text())) {
          findings.error(
              host.place(),
              "'" + fault.target() + "' has no host '" + host + "'",
              Nearest.hint(host.text(), ssh.hosts().keySet()));
        }
      }
    } else {
      findings.error(
          fault.hosts().getFirst().place(), "only a target of kind ssh has 'hosts'", "remove it");
    }
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
