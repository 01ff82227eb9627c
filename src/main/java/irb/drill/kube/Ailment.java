package irb.drill.kube;

import java.util.Optional;
import java.util.Set;

/// Something that keeps pods from being well: those with the ids `pods`, and, when `deployment` is
/// there, those of it that are made later. The pods with the ids `spared` stay well.
public record Ailment(
    Set<String> pods,
    Set<String> spared,
    Optional<String> deployment,
    PodState state,
    Optional<String> log) {
  public Ailment {
    pods = Set.copyOf(pods);
    spared = Set.copyOf(spared);
  }

  /// Whether it befalls the pod with this id, which belongs to `owner`.
  boolean befalls(String pod, Optional<String> owner) {
    return !spared.contains(pod)
        && (pods.contains(pod) || (deployment.isPresent() && deployment.equals(owner)));
  }
}
