package irb.drill.kube;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// How pods fare, and what they have printed: images that cannot be pulled, and ailments.
final class Health {
  private final Store store;
  private final Setup setup;
  private final Set<String> broken = new HashSet<>();
  private final List<Ailment> ailments = new ArrayList<>();

  Health(Store store, Setup setup) {
    this.store = store;
    this.setup = setup;
  }

  /// From now on this image cannot be pulled.
  synchronized void breakImage(String image) {
    broken.add(image);
  }

  synchronized void add(Ailment ailment) {
    ailments.add(ailment);
  }

  synchronized void remove(Ailment ailment) {
    ailments.remove(ailment);
  }

  /// How a pod fares once its containers have been created.
  PodState of(KubeObject pod) {
    var ailment = ailment(pod);
    if (ailment.isPresent()) {
      return ailment.get().state();
    }
    // an image that runs has been pulled
    return isBroken(pod) && !pod.isReady() ? PodState.IMAGE_PULL_BACK_OFF : PodState.RUNNING;
  }

  /// The state that the pod shows now.
  PodState shown(KubeObject pod) {
    var containers = pod.json().path("status").path("containerStatuses");
    if (containers.isEmpty()) {
      return PodState.UNSCHEDULED;
    }
    var waiting = containers.path(0).path("state").path("waiting").path("reason").asText();
    return waiting.equals(PodState.CREATING.toString()) ? PodState.CREATING : of(pod);
  }

  private synchronized boolean isBroken(KubeObject pod) {
    Predicate<String> isBroken = setup.broken().or(broken::contains);
    for (var container : pod.containers()) {
      if (isBroken.test(container.path("image").asText())) {
        return true;
      }
    }
    return false;
  }

  /// The latest that befell the pod.
  private synchronized Optional<Ailment> ailment(KubeObject pod) {
    var deployment = deployment(pod);
    return ailments.reversed().stream().filter(a -> a.befalls(pod.uid(), deployment)).findFirst();
  }

  private Optional<String> deployment(KubeObject pod) {
    return pod.owner(Kind.REPLICA_SET)
        .flatMap(set -> store.find(Kind.REPLICA_SET, pod.namespace(), set))
        .flatMap(set -> set.owner(Kind.DEPLOYMENT));
  }

  /// What the pod has printed.
  String log(KubeObject pod) {
    return ailment(pod)
        .flatMap(Ailment::log)
        .or(() ->
            deployment(pod)
                .flatMap(d -> Optional.ofNullable(setup.deployments().get(d)))
                .flatMap(Workload::log))
        .or(() -> Optional.ofNullable(setup.pods().get(pod.name())).flatMap(LonePod::log))
        .orElse("started\n");
  }
}
