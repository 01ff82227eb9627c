package irb.runbook;

import irb.step.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the steps of a runbook do, counted; as a text `7 read, 2 write, 1 asserted; 14 targets`.
///
/// `reads` are those the protocol holds to it, `asserted` those their author vouches for. `targets`
/// are the hosts and servers that its steps, previews and undos name.
public record Effects(int reads, int writes, int asserted, int messages, int targets) {

  /// The effects of `runbook` on the targets of `playbook`.
  public static Effects of(Runbook runbook, Playbook playbook) {
    var effects = new ArrayList<Effect>();
    var targets = new LinkedHashSet<Playbook.TargetSpec>();
    for (var step : runbook.steps()) {
      if (step instanceof ActionStep act) {
        effects.add(act.action().effect());
        act.actions().forEach(a -> playbook.target(a).ifPresent(targets::add));
      }
    }
    return new Effects(
        count(effects, Effect.PROVEN_READ),
        count(effects, Effect.WRITE),
        count(effects, Effect.ASSERTED_READ),
        count(effects, Effect.MESSAGE),
        hosts(targets));
  }

  private static int count(List<Effect> effects, Effect wanted) {
    return (int) effects.stream().filter(wanted::equals).count();
  }

  private static int hosts(Set<Playbook.TargetSpec> targets) {
    return targets.stream().mapToInt(Playbook.TargetSpec::hosts).sum();
  }

  @Override
  public String toString() {
    var text = new StringBuilder().append(reads).append(" read, ").append(writes).append(" write");
    if (asserted > 0) {
      text.append(", ").append(asserted).append(" asserted");
    }
    if (messages > 0) {
      text.append(", ").append(messages).append(messages == 1 ? " message" : " messages");
    }
    return text.append("; ")
        .append(targets)
        .append(targets == 1 ? " target" : " targets")
        .toString();
  }
}
