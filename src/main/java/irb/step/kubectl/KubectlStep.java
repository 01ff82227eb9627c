package irb.step.kubectl;

import irb.source.Findings;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import java.util.Optional;

/// The step type `kubectl`.
public final class KubectlStep implements StepType {
  static final String KEY = "kubectl";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "one kubectl command; the verb says whether it reads";
  }

  @Override
  public String example() {
    return """
    - id: pods
      diagnose: Are the pods of the API running?
      kubectl:
        target: cluster
        command: [get, pods, -l, app=api]
    """;
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    return KubectlForm.action(node, findings);
  }
}
