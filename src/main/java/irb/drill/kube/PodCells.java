package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;

/// What the table of pods says of a pod.
final class PodCells {
  private PodCells() {}

  private static JsonNode containers(KubeObject pod) {
    return pod.json().path("status").path("containerStatuses");
  }

  static String ready(KubeObject pod) {
    var ready = 0;
    for (var container : containers(pod)) {
      ready += container.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.containers().size();
  }

  static String status(KubeObject pod) {
    for (var container : containers(pod)) {
      for (var state : container.path("state")) {
        if (state.has("reason")) {
          return state.path("reason").asText();
        }
      }
    }
    return pod.json().path("status").path("phase").asText("Pending");
  }

  static String restarts(KubeObject pod) {
    var restarts = 0;
    for (var container : containers(pod)) {
      restarts += container.path("restartCount").asInt();
    }
    return Integer.toString(restarts);
  }
}
