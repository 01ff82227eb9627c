package irb.drill.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The replica sets of a deployment: one for each revision of its template.
record Revisions(Store store, KubeObject deployment) {
  /// The annotation with the number of a revision.
  static final String NUMBER = "deployment.kubernetes.io/revision";

  private static final String HASH = "pod-template-hash";
  private static final String TEMPLATE = "template";
  private static final Set<String> OWN =
      Set.of(NUMBER, "kubectl.kubernetes.io/last-applied-configuration");

  /// Oldest first.
  static List<KubeObject> of(Store store, KubeObject deployment) {
    return store.children(Kind.REPLICA_SET, deployment).stream()
        .sorted(Comparator.comparingLong(Revisions::number))
        .toList();
  }

  static long number(KubeObject set) {
    var number = set.annotation(NUMBER);
    return number.matches("\\d{1,9}") ? Long.parseLong(number) : 0;
  }

  /// The replica set of the template as it is now.
  Optional<KubeObject> current() {
    var template = template(deployment);
    return of(store, deployment).stream().filter(s -> template(s).equals(template)).findFirst();
  }

  /// The template without the label that tells the pods of one revision from those of another.
  private static ObjectNode template(KubeObject object) {
    var template = object.copy().spec().withObjectProperty(TEMPLATE);
    template.withObjectProperty("metadata").withObjectProperty("labels").remove(HASH);
    return template;
  }

  private long last() {
    return of(store, deployment).stream().mapToLong(Revisions::number).max().orElse(0);
  }

  /// A replica set without pods for the template as it is now.
  KubeObject make() {
    var template = template(deployment);
    var hash = Names.hash(template.toString());
    var set =
        KubeObject.of(Kind.REPLICA_SET, deployment.namespace(), deployment.name() + "-" + hash);
    set.belongTo(deployment);
    var labels = template.withObjectProperty("metadata").withObjectProperty("labels");
    labels.put(HASH, hash);
    set.metadata().set("labels", labels.deepCopy());
    set.spec().put("replicas", 0);
    set.spec().set("selector", deployment.json().path("spec").path("selector").deepCopy());
    set.spec().withObjectProperty("selector").withObjectProperty("matchLabels").put(HASH, hash);
    set.spec().set(TEMPLATE, template);
    annotate(set, last() + 1);
    set.status().put("replicas", 0);
    return store.create(Kind.REPLICA_SET, set, false);
  }

  /// Makes `set` the latest revision, and gives it the annotations of the deployment.
  void renew(KubeObject set, boolean paused) {
    var last = last();
    annotate(set, number(set) < last && !paused ? last + 1 : number(set));
    store.replace(Kind.REPLICA_SET, set, false);
    set.metadata().remove("resourceVersion");
  }

  private void annotate(KubeObject set, long number) {
    deployment
        .json()
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(a -> {
          if (!OWN.contains(a.getKey())) {
            set.annotations().set(a.getKey(), a.getValue());
          }
        });
    set.annotations().put(NUMBER, Long.toString(number));
  }

  /// Forgets the oldest revisions that are more than the deployment wants to keep.
  void clean() {
    var current = current().map(KubeObject::uid);
    var idle =
        of(store, deployment).stream()
            .filter(s -> !current.equals(Optional.of(s.uid())))
            .filter(s -> s.replicas() == 0 && store.children(Kind.POD, s).isEmpty())
            .toList();
    var most = deployment.json().path("spec").path("revisionHistoryLimit").asInt(10);
    idle.stream()
        .limit(Math.max(0, idle.size() - most))
        .forEach(s -> store.remove(Kind.REPLICA_SET, s));
  }
}
