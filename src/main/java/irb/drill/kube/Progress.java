package irb.drill.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// The status of a deployment: how many pods it has, and how far its rollout is.
record Progress(
    KubeObject deployment, List<KubeObject> sets, Optional<KubeObject> current, String now) {
  private static final String PROGRESSING = "Progressing";
  private static final String EXCEEDED = "ProgressDeadlineExceeded";

  ObjectNode status() {
    var status = deployment.copy().status();
    var before = status.deepCopy();
    var wanted = deployment.replicas();
    var all = count("replicas");
    var available = count("availableReplicas");
    status
        .put("observedGeneration", deployment.generation())
        .put("replicas", all)
        .put("updatedReplicas", updated())
        .put("readyReplicas", available)
        .put("availableReplicas", available)
        .put("unavailableReplicas", Math.max(0, wanted - available));
    var moved = !status.equals(before);
    var isEnough = available >= wanted - new Strategy(deployment).unavailable();
    Conditions.put(
        status,
        "Available",
        isEnough ? "True" : "False",
        isEnough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        "Deployment " + (isEnough ? "has" : "does not have") + " minimum availability.",
        now);
    progress(status, moved, updated() == wanted && all == wanted && available == wanted);
    return status;
  }

  private int count(String field) {
    return sets.stream().mapToInt(s -> s.json().path("status").path(field).asInt()).sum();
  }

  private int updated() {
    return current.map(s -> s.json().path("status").path("replicas").asInt()).orElse(0);
  }

  private void progress(ObjectNode status, boolean moved, boolean complete) {
    var before = Conditions.of(status, PROGRESSING).deepCopy();
    var since = before.path("lastUpdateTime").asText();
    var name = current.map(KubeObject::name).orElse("");
    if (complete) {
      var is = before.path("reason").asText().equals("NewReplicaSetAvailable");
      put(
          status,
          "True",
          "NewReplicaSetAvailable",
          "ReplicaSet \"" + name + "\" has successfully progressed.",
          is ? since : now);
    } else if (Deployments.isPaused(deployment)) {
      put(
          status,
          "Unknown",
          "DeploymentPaused",
          "Deployment is paused",
          since.isEmpty() ? now : since);
    } else if (!moved && isLate(before.path("reason").asText(), since)) {
      put(
          status,
          "False",
          EXCEEDED,
          "ReplicaSet \"" + name + "\" has timed out progressing.",
          since);
    } else {
      put(
          status,
          "True",
          "ReplicaSetUpdated",
          "ReplicaSet \"" + name + "\" is progressing.",
          moved || since.isEmpty() ? now : since);
    }
  }

  private void put(ObjectNode status, String value, String reason, String message, String since) {
    Conditions.put(status, PROGRESSING, value, reason, message, now).put("lastUpdateTime", since);
  }

  private boolean isLate(String reason, String since) {
    if (reason.equals(EXCEEDED)) {
      return true;
    }
    var most = deployment.json().path("spec").path("progressDeadlineSeconds").asLong(600);
    try {
      return Duration.between(Instant.parse(since), Instant.parse(now)).toSeconds() >= most;
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
