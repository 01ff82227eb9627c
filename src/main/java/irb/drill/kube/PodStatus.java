package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The status of a pod that fares in one of the ways there are.
record PodStatus(KubeObject pod, PodState state, String now) {
  private static final int RESTARTS = 5;

  void write() {
    var status = pod.status();
    status.put("phase", state.hasStarted() ? "Running" : "Pending");
    var isScheduled = state != PodState.UNSCHEDULED;
    condition("PodScheduled", isScheduled, "Unschedulable", state.waiting());
    if (!isScheduled) {
      status.remove("containerStatuses");
      condition("Ready", false, "", "");
      return;
    }
    condition("Initialized", true, "", "");
    var unready = "containers with unready status";
    condition("ContainersReady", state.isReady(), "ContainersNotReady", unready);
    condition("Ready", state.isReady(), "ContainersNotReady", unready);
    var before = status.path("containerStatuses");
    var containers = pod.json().arrayNode();
    pod.containers().forEach(c -> containers.add(container(c, before.path(containers.size()))));
    status.set("containerStatuses", containers);
  }

  private void condition(String type, boolean holds, String reason, String message) {
    Conditions.put(pod.status(), type, holds ? "True" : "False", holds ? "" : reason, message, now);
  }

  private ObjectNode container(JsonNode container, JsonNode before) {
    var image = container.path("image").asText();
    var status = pod.json().objectNode();
    status
        .put("name", container.path("name").asText())
        .put("image", image)
        .put("imageID", state.hasStarted() ? "drill://" + image : "")
        .put("ready", state.isReady())
        .put("started", state.isReady())
        .put("restartCount", state.hasCrashed() ? RESTARTS : before.path("restartCount").asInt());
    run(status.putObject("state"));
    if (state == PodState.CRASH_LOOP) {
      ended(status.putObject("lastState"), "Error");
    } else {
      status.putObject("lastState");
    }
    return status;
  }

  private void run(ObjectNode shown) {
    switch (state) {
      case RUNNING, NOT_READY -> shown.putObject("running").put("startedAt", started());
      case ERROR, OUT_OF_MEMORY -> ended(shown, state.toString());
      case CRASH_LOOP,
          CREATING,
          UNSCHEDULED,
          IMAGE_PULL_ERROR,
          IMAGE_PULL_BACK_OFF,
          CONFIG_ERROR -> {
        var waiting = shown.putObject("waiting").put("reason", state.toString());
        if (state != PodState.CREATING) {
          waiting.put("message", state.waiting());
        }
      }
    }
  }

  private void ended(ObjectNode shown, String reason) {
    shown
        .putObject("terminated")
        .put("exitCode", state.exit())
        .put("reason", reason)
        .put("startedAt", started())
        .put("finishedAt", started());
  }

  private String started() {
    return pod.json().path("status").path("startTime").asText();
  }
}
