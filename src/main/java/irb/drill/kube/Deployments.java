package irb.drill.kube;

/// Rolls out deployments: a replica set for each revision, and as many pods of each as the strategy
/// of the deployment allows.
record Deployments(Store store, Recorder events) {

  Deployments(Store store) {
    this(store, new Recorder(store, "deployment-controller"));
  }

  void pass() {
    for (var deployment : store.list(Kind.DEPLOYMENT)) {
      var revisions = new Revisions(store, deployment);
      var current = revisions.current();
      if (current.isEmpty() && !isPaused(deployment)) {
        var made = revisions.make();
        scaledTo(deployment, made, "up", 0);
      } else {
        current.ifPresent(c -> revisions.renew(c, isPaused(deployment)));
        new Rollout(deployment, Revisions.of(store, deployment), current.map(KubeObject::uid))
            .changes(isPaused(deployment))
            .forEach((set, replicas) -> scale(deployment, set, replicas));
      }
      report(deployment);
      revisions.clean();
    }
  }

  static boolean isPaused(KubeObject deployment) {
    return deployment.json().path("spec").path("paused").asBoolean();
  }

  private void scale(KubeObject deployment, KubeObject set, int replicas) {
    var from = set.replicas();
    var scaled = set.copy();
    scaled.spec().put("replicas", replicas);
    store.replace(Kind.REPLICA_SET, scaled, false);
    scaledTo(deployment, scaled, replicas > from ? "up" : "down", from);
  }

  private void scaledTo(KubeObject deployment, KubeObject set, String way, int from) {
    if (set.replicas() != from) {
      events.normal(
          Kind.DEPLOYMENT,
          deployment,
          "ScalingReplicaSet",
          "Scaled "
              + way
              + " replica set "
              + set.name()
              + " from "
              + from
              + " to "
              + set.replicas());
    }
  }

  private void report(KubeObject deployment) {
    var sets = Revisions.of(store, deployment);
    var revisions = new Revisions(store, deployment);
    var report = new Progress(deployment, sets, revisions.current(), store.now()).status();
    var shown = deployment.copy();
    shown.json().set("status", report);
    sets.stream()
        .mapToLong(Revisions::number)
        .max()
        .ifPresent(n -> shown.annotations().put(Revisions.NUMBER, Long.toString(n)));
    store.replace(Kind.DEPLOYMENT, shown, false);
  }
}
