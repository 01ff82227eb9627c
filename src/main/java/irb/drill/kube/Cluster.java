package irb.drill.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// A cluster in memory: its objects, and what acts on them until it is closed.
public final class Cluster implements AutoCloseable {
  /// The most replicas that anything may have.
  public static final int MOST_PODS = 200;

  private static final long SEED = 1;

  private final Setup setup;
  private final Store store;
  private final Health health;
  private final Controllers controllers;
  private final Api api;

  private Cluster(Setup setup, InstantSource clock) {
    var names = new Names(new Random(SEED));
    this.setup = setup;
    this.store = new Store(clock, names);
    this.health = new Health(store, setup);
    this.controllers = new Controllers(store, names, health);
    this.api = new Api(store, clock, health, new Access(setup.denied()));
  }

  /// A cluster as `setup` has it, at rest.
  public static Cluster start(Setup setup, InstantSource clock) {
    var cluster = new Cluster(setup, clock);
    cluster.fill();
    cluster.controllers.settle();
    cluster.controllers.start();
    return cluster;
  }

  private void fill() {
    for (var name : new TreeSet<>(List.of("default", "kube-system", setup.namespace()))) {
      create(Kind.NAMESPACE, KubeObject.of(Kind.NAMESPACE, "", name));
    }
    setup.nodes().forEach(n -> store.create(Kind.NODE, Nodes.node(n, store.now()), false));
    setup
        .deployments()
        .forEach((name, workload) -> create(Kind.DEPLOYMENT, deployment(name, workload)));
    setup
        .pods()
        .forEach((name, pod) -> {
          var object = KubeObject.of(Kind.POD, setup.namespace(), name);
          object.metadata().putObject("labels").put("app", name);
          containers(object, pod.images());
          var made = create(Kind.POD, object);
          if (pod.state() != PodState.RUNNING) {
            health.add(
                new Ailment(
                    Set.of(made.uid()), Set.of(), Optional.empty(), pod.state(), pod.log()));
          }
        });
  }

  private KubeObject create(Kind kind, KubeObject object) {
    return store.create(kind, Admission.admit(kind, object), false);
  }

  private KubeObject deployment(String name, Workload workload) {
    var object = KubeObject.of(Kind.DEPLOYMENT, setup.namespace(), name);
    object.metadata().putObject("labels").put("app", name);
    var spec = object.spec();
    spec.put("replicas", workload.replicas());
    spec.put("progressDeadlineSeconds", workload.deadline().toSeconds());
    spec.putObject("selector").putObject("matchLabels").put("app", name);
    var template = new KubeObject(spec.putObject("template"));
    template.metadata().putObject("labels").put("app", name);
    containers(template, workload.images());
    return object;
  }

  private static void containers(KubeObject object, Map<String, String> images) {
    var containers = object.spec().putArray("containers");
    images.forEach((name, image) -> containers.addObject().put("name", name).put("image", image));
  }

  /// The version of the latest change.
  long version() {
    return store.version();
  }

  Api api() {
    return api;
  }

  private KubeObject deployment(String name) {
    return store.get(Kind.DEPLOYMENT, setup.namespace(), name);
  }

  /// The image of each container of a deployment.
  public Map<String, String> images(String deployment) {
    var images = new LinkedHashMap<String, String>();
    deployment(deployment)
        .containers()
        .forEach(c -> images.put(c.path("name").asText(), c.path("image").asText()));
    return images;
  }

  /// Rolls out other images, as far as that gets.
  public void roll(String deployment, Map<String, String> images) {
    store.atOnce(() -> {
      var object = deployment(deployment);
      for (var container : object.containers()) {
        var image = images.get(container.path("name").asText());
        if (image != null && container instanceof ObjectNode fields) {
          fields.put("image", image);
        }
      }
      return store.replace(Kind.DEPLOYMENT, object, false);
    });
    controllers.settle();
  }

  /// From now on these images cannot be pulled.
  public void breakImages(Iterable<String> images) {
    images.forEach(health::breakImage);
  }

  public int replicas(String deployment) {
    return deployment(deployment).replicas();
  }

  /// Gives a deployment another number of pods.
  public void scale(String deployment, int replicas) {
    store.atOnce(() -> {
      var object = deployment(deployment);
      object.spec().put("replicas", replicas);
      return store.replace(Kind.DEPLOYMENT, object, false);
    });
    controllers.settle();
  }

  /// Lets all pods of a deployment but `spared` fare badly; with `alsoNew` those that are made
  /// later too.
  public Ailment ail(
      String deployment, int spared, PodState state, Optional<String> log, boolean alsoNew) {
    var ids = pods(deployment).stream().map(KubeObject::uid).toList();
    var well = Set.copyOf(ids.subList(0, Math.min(spared, ids.size())));
    var newOnes = alsoNew ? Optional.of(deployment) : Optional.<String>empty();
    var ailment = new Ailment(Set.copyOf(ids), well, newOnes, state, log);
    health.add(ailment);
    controllers.settle();
    return ailment;
  }

  private List<KubeObject> pods(String deployment) {
    return store.children(Kind.REPLICA_SET, deployment(deployment)).stream()
        .flatMap(set -> store.children(Kind.POD, set).stream())
        .toList();
  }

  public void cure(Ailment ailment) {
    health.remove(ailment);
    controllers.settle();
  }

  /// Answers every request with this status; with none, as before.
  public void refuse(OptionalInt status) {
    api.access().refuse(status);
  }

  @Override
  public void close() {
    controllers.close();
  }
}
