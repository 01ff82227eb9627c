package irb.drill.kube;

import java.util.List;

/// The machines of the cluster as objects.
final class Nodes {
  private static final int CORES = 4;
  private static final String MEMORY = "8Gi";

  private Nodes() {}

  static KubeObject node(String name, String now) {
    var node = KubeObject.of(Kind.NODE, "", name);
    node.metadata().putObject("labels").put("kubernetes.io/hostname", name);
    node.spec();
    var status = node.status();
    for (var amounts : List.of("capacity", "allocatable")) {
      status
          .putObject(amounts)
          .put("cpu", Integer.toString(CORES))
          .put("memory", MEMORY)
          .put("pods", "110");
    }
    Conditions.put(status, "Ready", "True", "KubeletReady", "a node of a drill", now);
    status.putArray("addresses").addObject().put("type", "Hostname").put("address", name);
    status
        .putObject("nodeInfo")
        .put("kubeletVersion", Discovery.VERSION)
        .put("osImage", "a stand-in of irb")
        .put("kernelVersion", "none")
        .put("containerRuntimeVersion", "none://0");
    return node;
  }

  /// As `kubectl get nodes` shows it.
  static String status(KubeObject node) {
    var status = node.isReady() ? "Ready" : "NotReady";
    return isCordoned(node) ? status + ",SchedulingDisabled" : status;
  }

  static boolean isCordoned(KubeObject node) {
    return node.json().path("spec").path("unschedulable").asBoolean();
  }

  static boolean takesPods(KubeObject node) {
    return node.isReady() && !isCordoned(node);
  }
}
