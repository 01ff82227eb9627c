package irb.drill.kube;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A kind of object that the cluster keeps, e.g. the `deployments` of `apps/v1`.
enum Kind {
  POD("", "v1", "pods", "Pod", "po"),
  NAMESPACE("", "v1", "namespaces", "Namespace", "ns"),
  NODE("", "v1", "nodes", "Node", "no"),
  EVENT("", "v1", "events", "Event", "ev"),
  CONFIG_MAP("", "v1", "configmaps", "ConfigMap", "cm"),
  SERVICE("", "v1", "services", "Service", "svc"),
  ENDPOINTS("", "v1", "endpoints", "Endpoints", "ep"),
  SECRET("", "v1", "secrets", "Secret", ""),
  SERVICE_ACCOUNT("", "v1", "serviceaccounts", "ServiceAccount", "sa"),
  VOLUME_CLAIM("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", "pvc"),
  DEPLOYMENT("apps", "v1", "deployments", "Deployment", "deploy"),
  REPLICA_SET("apps", "v1", "replicasets", "ReplicaSet", "rs"),
  STATEFUL_SET("apps", "v1", "statefulsets", "StatefulSet", "sts"),
  DAEMON_SET("apps", "v1", "daemonsets", "DaemonSet", "ds"),
  CONTROLLER_REVISION("apps", "v1", "controllerrevisions", "ControllerRevision", ""),
  AUTOSCALER("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa"),
  JOB("batch", "v1", "jobs", "Job", ""),
  CRON_JOB("batch", "v1", "cronjobs", "CronJob", "cj"),
  LEASE("coordination.k8s.io", "v1", "leases", "Lease", ""),
  INGRESS("networking.k8s.io", "v1", "ingresses", "Ingress", "ing"),
  DISRUPTION_BUDGET("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb");

  private static final Set<Kind> WITHOUT_NAMESPACE = EnumSet.of(NAMESPACE, NODE);
  private static final Set<Kind> SCALED = EnumSet.of(DEPLOYMENT, REPLICA_SET, STATEFUL_SET);
  private static final Set<Kind> WITHOUT_STATUS =
      EnumSet.of(EVENT, CONFIG_MAP, ENDPOINTS, SECRET, SERVICE_ACCOUNT, CONTROLLER_REVISION, LEASE);

  private final String group;
  private final String version;
  private final String plural;
  private final String word;
  private final String shortName;

  Kind(String group, String version, String plural, String word, String shortName) {
    this.group = group;
    this.version = version;
    this.plural = plural;
    this.word = word;
    this.shortName = shortName;
  }

  /// The kind with this plural in a group and version such as `apps/v1`.
  static Optional<Kind> of(String groupVersion, String plural) {
    return Arrays.stream(values())
        .filter(k -> k.groupVersion().equals(groupVersion) && k.plural.equals(plural))
        .findFirst();
  }

  /// The kind that objects name, e.g. `ReplicaSet`.
  static Optional<Kind> called(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
  }

  /// Empty for the core group.
  String group() {
    return group;
  }

  String version() {
    return version;
  }

  /// As in `apiVersion`, e.g. `apps/v1`.
  String groupVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  String plural() {
    return plural;
  }

  String singular() {
    return word.toLowerCase(Locale.ROOT);
  }

  /// As in `kind`, e.g. `Deployment`.
  String word() {
    return word;
  }

  Optional<String> shortName() {
    return shortName.isEmpty() ? Optional.empty() : Optional.of(shortName);
  }

  /// As in messages, e.g. `deployments.apps`.
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  boolean isNamespaced() {
    return !WITHOUT_NAMESPACE.contains(this);
  }

  /// Whether it has a number of replicas that can be read and set as `…/scale`.
  boolean isScaled() {
    return SCALED.contains(this);
  }

  /// Whether its status is written as `…/status` only.
  boolean hasStatus() {
    return !WITHOUT_STATUS.contains(this);
  }
}
