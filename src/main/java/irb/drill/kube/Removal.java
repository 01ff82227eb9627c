package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Removes an object with all that belongs to it, as Kubernetes' garbage collector does.
record Removal(Store store) {

  /// Removes the object as the request says: a precondition, `orphan`, a dry run.
  ObjectNode remove(Route route, Request request) {
    var options = request.options();
    var object = store.get(route.kind(), route.space(), route.object());
    check(route.kind(), object, options);
    if (!request.isDryRun()) {
      var orphans =
          options.path("propagationPolicy").asText().equals("Orphan")
              || request.query("propagationPolicy").filter(p -> p.equals("Orphan")).isPresent();
      remove(route.kind(), object, orphans);
    }
    return success(route.kind(), object);
  }

  private static void check(Kind kind, KubeObject object, ObjectNode options) {
    var wanted = options.path("preconditions");
    if ((wanted.has("uid") && !wanted.path("uid").asText().equals(object.uid()))
        || (wanted.has("resourceVersion")
            && !wanted.path("resourceVersion").asText().equals(object.version()))) {
      throw ApiError.conflict(kind, object.name(), "the precondition does not hold");
    }
  }

  void remove(Kind kind, KubeObject object, boolean orphans) {
    store.remove(kind, object);
    for (var below : Kind.values()) {
      for (var child : store.list(below)) {
        if (kind == Kind.NAMESPACE && child.namespace().equals(object.name())) {
          drop(below, child, false);
        } else if (child.isOwnedBy(object)) {
          drop(below, child, orphans);
        }
      }
    }
  }

  private void drop(Kind kind, KubeObject child, boolean orphans) {
    if (orphans) {
      child.metadata().remove("ownerReferences");
      store.replace(kind, child, false);
    } else if (store.find(kind, child.namespace(), child.name()).isPresent()) {
      remove(kind, child, false);
    }
  }

  static ObjectNode success(Kind kind, KubeObject object) {
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", object.name())
        .put("group", kind.group())
        .put("kind", kind.plural())
        .put("uid", object.uid());
    return status;
  }
}
