package irb.drill.kube;

import java.util.Comparator;
import java.util.Optional;

/// Finds a node for each pod that has none: the one with the fewest pods.
record Scheduler(Store store, Health health, Recorder events) {
  private static final String CONDITION = "PodScheduled";

  Scheduler(Store store, Health health) {
    this(store, health, new Recorder(store, "default-scheduler"));
  }

  void pass() {
    for (var pod : store.list(Kind.POD)) {
      if (!pod.json().path("spec").has("nodeName")) {
        node(pod).ifPresentOrElse(node -> bind(pod, node), () -> wait(pod));
      }
    }
  }

  private Optional<KubeObject> node(KubeObject pod) {
    return health.of(pod) == PodState.UNSCHEDULED
        ? Optional.empty()
        : store.list(Kind.NODE).stream()
            .filter(Nodes::takesPods)
            .min(Comparator.comparingLong(this::pods).thenComparing(KubeObject::name));
  }

  private long pods(KubeObject node) {
    return store.list(Kind.POD).stream()
        .filter(p -> p.json().path("spec").path("nodeName").asText().equals(node.name()))
        .count();
  }

  private void bind(KubeObject pod, KubeObject node) {
    pod.spec().put("nodeName", node.name());
    pod.status().put("phase", "Pending");
    Conditions.put(pod.status(), CONDITION, "True", "", "", store.now());
    store.replace(Kind.POD, pod, false);
    events.normal(
        Kind.POD,
        pod,
        "Scheduled",
        "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + node.name());
  }

  private void wait(KubeObject pod) {
    if (Conditions.of(pod.json().path("status"), CONDITION).isMissingNode()) {
      var nodes = store.list(Kind.NODE);
      var cordoned = nodes.stream().filter(n -> !Nodes.takesPods(n)).count();
      var why =
          cordoned > 0
              ? cordoned + " node(s) were unschedulable"
              : nodes.size() + " Insufficient cpu";
      var message = "0/" + nodes.size() + " nodes are available: " + why + ".";
      pod.status().put("phase", "Pending");
      Conditions.put(pod.status(), CONDITION, "False", "Unschedulable", message, store.now());
      store.replace(Kind.POD, pod, false);
      events.warning(Kind.POD, pod, "FailedScheduling", message);
    }
  }
}
