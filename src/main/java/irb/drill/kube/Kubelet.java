package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;

/// Runs the pods that have a node, as far as their status tells: first they are created, then they
/// fare as the drill has it.
record Kubelet(Store store, Names names, Health health, Recorder events) {

  Kubelet(Store store, Names names, Health health) {
    this(store, names, health, new Recorder(store, "kubelet"));
  }

  void pass() {
    for (var pod : store.list(Kind.POD)) {
      if (pod.json().path("spec").has("nodeName")) {
        show(pod);
      }
    }
  }

  private void show(KubeObject pod) {
    var before = pod.json().path("status").deepCopy();
    var isNew = !before.has("startTime");
    if (isNew) {
      pod.status().put("startTime", store.now()).put("podIP", names.address());
    }
    var state = isNew ? PodState.CREATING : health.of(pod);
    new PodStatus(pod, state, store.now()).write();
    if (!pod.json().path("status").equals(before)) {
      store.replace(Kind.POD, pod, false);
      if (!isNew && !reason(before).equals(reason(pod.json().path("status")))) {
        tell(pod, state);
      }
    }
  }

  /// What is to be seen of the first container; a change of it is an event.
  private static String reason(JsonNode status) {
    return status.path("containerStatuses").path(0).path("state").toString()
        + status.path("containerStatuses").path(0).path("ready");
  }

  private void tell(KubeObject pod, PodState state) {
    var first = pod.containers().path(0);
    var name = first.path("name").asText();
    var image = first.path("image").asText();
    switch (state) {
      case RUNNING -> {
        events.normal(
            Kind.POD,
            pod,
            "Pulled",
            "Container image \"" + image + "\" already present on machine");
        events.normal(Kind.POD, pod, "Started", "Started container " + name);
      }
      case NOT_READY ->
          events.warning(
              Kind.POD,
              pod,
              "Unhealthy",
              "Readiness probe failed: HTTP probe failed with statuscode: 503");
      case IMAGE_PULL_ERROR, IMAGE_PULL_BACK_OFF -> {
        events.warning(
            Kind.POD, pod, "Failed", "Failed to pull image \"" + image + "\": not found");
        events.normal(Kind.POD, pod, "BackOff", "Back-off pulling image \"" + image + "\"");
      }
      case CONFIG_ERROR -> events.warning(Kind.POD, pod, "Failed", "Error: " + state.waiting());
      case CRASH_LOOP, ERROR, OUT_OF_MEMORY ->
          events.warning(
              Kind.POD,
              pod,
              "BackOff",
              "Back-off restarting failed container " + name + " in pod " + pod.name());
      case CREATING, UNSCHEDULED -> {
        // the scheduler tells of these
      }
    }
  }
}
