package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;

/// How a deployment replaces old pods by new ones: one after the other, or all at once.
record Strategy(KubeObject deployment) {
  private JsonNode written() {
    return deployment.json().path("spec").path("strategy");
  }

  /// Whether all old pods go before the first new one comes.
  boolean isRecreate() {
    return written().path("type").asText().equals("Recreate");
  }

  /// How many more pods than wanted there may be.
  int surge() {
    return share("maxSurge", true);
  }

  /// How many fewer pods than wanted may be available.
  int unavailable() {
    var unavailable = share("maxUnavailable", false);
    // Kubernetes: a rollout that may neither add nor remove a pod may remove one
    return unavailable == 0 && surge() == 0 ? 1 : unavailable;
  }

  /// A number, or a percentage of the replicas that are wanted.
  private int share(String field, boolean up) {
    var text = written().path("rollingUpdate").path(field).asText("25%");
    if (!text.matches("\\d{1,6}%?")) {
      return 1;
    }
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    var percent = Integer.parseInt(text.substring(0, text.length() - 1));
    var share = deployment.replicas() * percent / 100.0;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }
}
