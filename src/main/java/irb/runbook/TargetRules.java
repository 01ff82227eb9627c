package irb.runbook;

import irb.source.Findings;
import irb.source.Nearest;
import irb.step.Action;

/// Checks that each action has one target in the playbook, of a kind it can run on.
final class TargetRules {
  private final Playbook playbook;
  private final Findings findings;

  TargetRules(Playbook playbook, Findings findings) {
    this.playbook = playbook;
    this.findings = findings;
  }

  void check(Action action, ActionStep step) {
    if (action.targetKinds().isEmpty()) {
      return;
    }
    var fitting =
        playbook.targets().values().stream()
            .filter(t -> action.targetKinds().contains(t.kind()))
            .toList();
    if (action.target().isEmpty()) {
      if (fitting.size() != 1) {
        findings.error(
            step.place(),
            "the " + action.type() + " action needs 'target'",
            fitting.isEmpty()
                ? "the playbook has none that it can run on"
                : "one of "
                    + String.join(", ", fitting.stream().map(Playbook.TargetSpec::name).toList()));
      }
      return;
    }
    var name = action.target().get();
    var found = playbook.targets().get(name.text());
    if (found == null) {
      findings.error(
          name.place(),
          "the playbook has no target '" + name + "'",
          Nearest.hint(name.text(), playbook.targets().keySet()));
    } else if (!action.targetKinds().contains(found.kind())) {
      findings.error(
          name.place(),
          "'"
              + name
              + "' is of kind "
              + found.kind()
              + ", where no "
              + action.type()
              + " action can run",
          fitting.isEmpty()
              ? ""
              : "fitting: "
                  + String.join(", ", fitting.stream().map(Playbook.TargetSpec::name).toList()));
    }
  }
}
