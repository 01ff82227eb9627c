package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What Kubernetes fills in where an object does not say it, as far as people see it or the cluster
/// relies on it.
final class Defaults {
  private Defaults() {}

  static void fill(Kind kind, KubeObject object) {
    switch (kind) {
      case POD -> pod(object.spec());
      case DEPLOYMENT -> {
        workload(object.spec());
        deployment(object.spec());
      }
      case REPLICA_SET, STATEFUL_SET -> workload(object.spec());
      case NAMESPACE -> put(object.status(), "phase", "Active");
      default -> {
        // nothing relies on it
      }
    }
  }

  private static void workload(ObjectNode spec) {
    put(spec, "replicas", 1);
    pod(spec.withObjectProperty("template").withObjectProperty("spec"));
  }

  private static void deployment(ObjectNode spec) {
    put(spec, "revisionHistoryLimit", 10);
    put(spec, "progressDeadlineSeconds", 600);
    var strategy = spec.withObjectProperty("strategy");
    put(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      put(strategy.withObjectProperty("rollingUpdate"), "maxUnavailable", "25%");
      put(strategy.withObjectProperty("rollingUpdate"), "maxSurge", "25%");
    }
  }

  private static void pod(ObjectNode spec) {
    put(spec, "restartPolicy", "Always");
    put(spec, "terminationGracePeriodSeconds", 30);
    put(spec, "dnsPolicy", "ClusterFirst");
    put(spec, "schedulerName", "default-scheduler");
    for (JsonNode container : spec.path("containers")) {
      if (container instanceof ObjectNode fields) {
        put(fields, "imagePullPolicy", "IfNotPresent");
        fields.withObjectProperty("resources");
      }
    }
  }

  private static void put(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void put(ObjectNode object, String field, int value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }
}
