package irb.drill.kube;

import java.util.Comparator;
import java.util.List;

/// Makes and removes pods until each replica set has as many as it wants.
record ReplicaSets(Store store, Names names, Recorder events) {

  ReplicaSets(Store store, Names names) {
    this(store, names, new Recorder(store, "replicaset-controller"));
  }

  void pass() {
    for (var set : store.list(Kind.REPLICA_SET)) {
      var pods = store.children(Kind.POD, set);
      for (var i = pods.size(); i < set.replicas(); i++) {
        add(set);
      }
      surplus(set, pods).forEach(pod -> drop(set, pod));
      count(set);
    }
  }

  private void add(KubeObject set) {
    var pod = KubeObject.of(Kind.POD, set.namespace(), set.name() + "-" + names.suffix());
    var template = set.json().path("spec").path("template");
    for (var texts : List.of("labels", "annotations")) {
      if (template.path("metadata").has(texts)) {
        pod.metadata().set(texts, template.path("metadata").path(texts).deepCopy());
      }
    }
    pod.belongTo(set);
    pod.json().set("spec", template.path("spec").deepCopy());
    pod.status().put("phase", "Pending");
    store.create(Kind.POD, pod, false);
    events.normal(Kind.REPLICA_SET, set, "SuccessfulCreate", "Created pod: " + pod.name());
  }

  /// Those that are not ready go first.
  private static List<KubeObject> surplus(KubeObject set, List<KubeObject> pods) {
    return pods.stream()
        .sorted(Comparator.comparing(KubeObject::isReady))
        .limit(Math.max(0, pods.size() - set.replicas()))
        .toList();
  }

  private void drop(KubeObject set, KubeObject pod) {
    store.remove(Kind.POD, pod);
    events.normal(Kind.REPLICA_SET, set, "SuccessfulDelete", "Deleted pod: " + pod.name());
  }

  private void count(KubeObject set) {
    var pods = store.children(Kind.POD, set);
    var ready = (int) pods.stream().filter(KubeObject::isReady).count();
    set.status()
        .put("replicas", pods.size())
        .put("fullyLabeledReplicas", pods.size())
        .put("readyReplicas", ready)
        .put("availableReplicas", ready)
        .put("observedGeneration", set.generation());
    store.replace(Kind.REPLICA_SET, set, false);
  }
}
