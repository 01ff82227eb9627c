package irb.drill.kube;

import java.util.Optional;

/// One change of the store: an object was added, modified or removed.
record Change(long version, Kind kind, Optional<KubeObject> before, Optional<KubeObject> after) {

  /// What a watch of `selection` sees of it; something that is no longer selected is gone for it.
  Optional<Seen> seenBy(Selection selection) {
    var was = before.filter(selection::matches);
    var is = after.filter(selection::matches);
    if (is.isPresent()) {
      return Optional.of(new Seen(was.isPresent() ? "MODIFIED" : "ADDED", is.get()));
    }
    return was.map(b -> new Seen("DELETED", gone(b)));
  }

  private KubeObject gone(KubeObject last) {
    var object = after.orElse(last).copy();
    object.metadata().put("resourceVersion", Long.toString(version));
    return object;
  }

  /// An event of a watch: its type, e.g. `MODIFIED`, and its object.
  record Seen(String type, KubeObject object) {}
}
