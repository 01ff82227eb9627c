package irb.drill.kube;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The objects of the cluster, the version that each change gives them, and the latest changes.
final class Store {
  private static final int REMEMBERED = 5_000;

  private final InstantSource clock;
  private final Names names;
  private final NavigableMap<Key, KubeObject> objects = new TreeMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private long version = 1;

  private record Key(Kind kind, String namespace, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind).thenComparing(Key::namespace).thenComparing(Key::name);

    static Key of(Kind kind, KubeObject object) {
      return new Key(kind, object.namespace(), object.name());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  Store(InstantSource clock, Names names) {
    this.clock = clock;
    this.names = names;
  }

  /// Does something while nobody else changes anything.
  synchronized <T> T atOnce(Supplier<T> work) {
    return work.get();
  }

  /// The current time as objects hold it.
  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  synchronized long version() {
    return version;
  }

  synchronized Optional<KubeObject> find(Kind kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(new Key(kind, namespace, name))).map(KubeObject::copy);
  }

  /// The object called `name`, or an [ApiError] that says it is not there.
  KubeObject get(Kind kind, String namespace, String name) {
    return find(kind, namespace, name).orElseThrow(() -> ApiError.notFound(kind, name));
  }

  synchronized List<KubeObject> list(Kind kind) {
    return list(Selection.all(kind));
  }

  synchronized List<KubeObject> list(Selection selection) {
    return objects.entrySet().stream()
        .filter(e -> e.getKey().kind() == selection.kind())
        .map(e -> e.getValue())
        .filter(selection::matches)
        .map(KubeObject::copy)
        .toList();
  }

  /// Every object of the kind `kind` that belongs to `owner`.
  List<KubeObject> children(Kind kind, KubeObject owner) {
    return list(kind).stream().filter(o -> o.isOwnedBy(owner)).toList();
  }

  /// Keeps a new object under its name, or under a new one that begins with its `generateName`.
  synchronized KubeObject create(Kind kind, KubeObject wanted, boolean dryRun) {
    var object = wanted.copy();
    var metadata = object.metadata();
    if (object.name().isEmpty() && metadata.has("generateName")) {
      metadata.put("name", metadata.path("generateName").asText() + names.suffix());
    }
    if (objects.containsKey(Key.of(kind, object))) {
      throw ApiError.alreadyExists(kind, object.name());
    }
    if (kind.isNamespaced() && find(Kind.NAMESPACE, "", object.namespace()).isEmpty()) {
      throw ApiError.notFound(Kind.NAMESPACE, object.namespace());
    }
    metadata.put("uid", names.uid()).put("creationTimestamp", now()).put("generation", 1);
    return dryRun ? object : put(kind, Optional.empty(), object);
  }

  /// Keeps `wanted` instead of what has its name, unless that has changed since `wanted` was read.
  synchronized KubeObject replace(Kind kind, KubeObject wanted, boolean dryRun) {
    var old = get(kind, wanted.namespace(), wanted.name());
    var object = wanted.copy();
    if (!object.version().isEmpty() && !object.version().equals(old.version())) {
      throw ApiError.conflict(
          kind,
          object.name(),
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
    if (!object.uid().isEmpty() && !object.uid().equals(old.uid())) {
      throw ApiError.conflict(kind, object.name(), "it is another object with the same name");
    }
    for (var fixed : List.of("uid", "creationTimestamp", "generation", "resourceVersion")) {
      object.metadata().set(fixed, old.json().path("metadata").path(fixed));
    }
    if (object.equals(old)) {
      return object;
    }
    if (!object.json().path("spec").equals(old.json().path("spec"))) {
      object.metadata().put("generation", old.generation() + 1);
    }
    return dryRun ? object : put(kind, Optional.of(old), object);
  }

  private KubeObject put(Kind kind, Optional<KubeObject> old, KubeObject object) {
    object.metadata().put("resourceVersion", Long.toString(version + 1));
    objects.put(Key.of(kind, object), object.copy());
    changed(kind, old, Optional.of(object.copy()));
    return object;
  }

  /// Forgets an object; what belongs to it stays.
  synchronized KubeObject remove(Kind kind, KubeObject object) {
    var old = objects.remove(Key.of(kind, object));
    if (old == null) {
      throw ApiError.notFound(kind, object.name());
    }
    changed(kind, Optional.of(old), Optional.empty());
    return old;
  }

  private void changed(Kind kind, Optional<KubeObject> before, Optional<KubeObject> after) {
    version++;
    changes.addLast(new Change(version, kind, before, after));
    if (changes.size() > REMEMBERED) {
      changes.removeFirst();
    }
    notifyAll();
  }

  /// The changes after `seen`, oldest first.
  synchronized List<Change> since(long seen) {
    if (!changes.isEmpty() && seen < changes.getFirst().version() - 1) {
      throw ApiError.expired();
    }
    return changes.stream().filter(c -> c.version() > seen).toList();
  }

  /// Waits for a change after `seen`, at most so long.
  synchronized void await(long seen, Duration most) throws InterruptedException {
    var until = clock.instant().plus(most);
    while (version <= seen) {
      var left = Duration.between(clock.instant(), until).toMillis();
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
