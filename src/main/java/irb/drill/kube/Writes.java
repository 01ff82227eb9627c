package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The requests that change objects; a dry run answers the same and changes nothing.
record Writes(Store store) {
  private static final String METADATA = "metadata";
  private static final String STATUS = "status";

  Reply create(Route route, Request request) {
    return switch (route.part().orElse("")) {
      case "" -> {
        if (route.name().isPresent()) {
          throw ApiError.notAllowed();
        }
        yield created(route, request.object(), request.isDryRun());
      }
      case "eviction" -> {
        if (route.kind() != Kind.POD) {
          throw ApiError.noSuchResource();
        }
        yield Reply.created(new Removal(store).remove(route, eviction(request)));
      }
      default -> throw ApiError.notAllowed();
    };
  }

  /// An eviction says how to delete in `deleteOptions`.
  private static Request eviction(Request request) {
    var options = request.object().path("deleteOptions");
    return new Request(
        "DELETE",
        request.path(),
        request.query(),
        request.accept(),
        request.type(),
        options.isObject() ? options.toString() : "");
  }

  private Reply created(Route route, ObjectNode wanted, boolean dryRun) {
    var object = new KubeObject(wanted.deepCopy());
    inPlace(route, object);
    var whole = Admission.admit(route.kind(), object);
    whole.metadata().remove("resourceVersion");
    if (route.kind().hasStatus() && route.kind() != Kind.NAMESPACE) {
      whole.json().remove(STATUS);
    }
    return Reply.created(store.create(route.kind(), whole, dryRun).json());
  }

  /// Puts an object into the namespace of the path.
  private static void inPlace(Route route, KubeObject object) {
    var metadata = object.json().path(METADATA);
    if (!metadata.isMissingNode() && !metadata.isObject()) {
      throw ApiError.badRequest("'metadata' must be an object");
    }
    if (!route.kind().isNamespaced()) {
      object.metadata().remove("namespace");
      return;
    }
    if (route.namespace().isEmpty()) {
      throw ApiError.noSuchResource();
    }
    if (!object.namespace().isEmpty() && !object.namespace().equals(route.space())) {
      throw ApiError.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    object.metadata().put("namespace", route.space());
  }

  Reply replace(Route route, Request request) {
    return store.atOnce(() -> {
      var current = store.get(route.kind(), route.space(), route.object());
      var sent = request.object();
      if (route.part().equals(Optional.of("scale"))) {
        return scaled(route, current, sent, request.isDryRun());
      }
      var object = new KubeObject(sent);
      inPlace(route, object);
      return kept(route, current, object, request.isDryRun());
    });
  }

  Reply patch(Route route, Request request) {
    var patch = Patch.of(request);
    return store.atOnce(() -> {
      var wanted = request.json();
      var found = store.find(route.kind(), route.space(), route.object());
      if (found.isEmpty() && patch == Patch.APPLY && route.part().isEmpty()) {
        return created(route, request.object(), request.isDryRun());
      }
      var current = found.orElseThrow(() -> ApiError.notFound(route.kind(), route.object()));
      if (route.part().equals(Optional.of("scale"))) {
        JsonNode scale = patch.apply(Scale.of(current), wanted);
        return scaled(route, current, scale, request.isDryRun());
      }
      var patched = new KubeObject(patch.apply(current.json(), wanted));
      return kept(route, current, patched, request.isDryRun());
    });
  }

  private Reply scaled(Route route, KubeObject current, JsonNode scale, boolean dryRun) {
    if (!route.kind().isScaled()) {
      throw ApiError.noSuchResource();
    }
    var scaled = Admission.admit(route.kind(), Scale.applied(route.kind(), current, scale));
    return Reply.ok(Scale.of(store.replace(route.kind(), scaled, dryRun)));
  }

  /// Keeps what a request may change: the status only, or all but the status.
  private Reply kept(Route route, KubeObject current, KubeObject wanted, boolean dryRun) {
    var kind = route.kind();
    var admitted = Admission.admit(kind, wanted);
    if (!admitted.name().equals(current.name())
        || !admitted.namespace().equals(current.namespace())) {
      throw ApiError.badRequest("the name of the object does not match the name on the URL");
    }
    var kept = admitted;
    switch (route.part().orElse("")) {
      case "" -> {
        if (kind.hasStatus()) {
          takeStatus(current, kept);
        }
        checkFixed(kind, current, kept);
      }
      case STATUS -> {
        kept = current.copy();
        kept.metadata().put("resourceVersion", admitted.version());
        takeStatus(admitted, kept);
      }
      default -> throw ApiError.noSuchResource();
    }
    return Reply.ok(store.replace(kind, kept, dryRun).json());
  }

  private static void takeStatus(KubeObject from, KubeObject into) {
    if (from.json().has(STATUS)) {
      into.json().set(STATUS, from.json().path(STATUS));
    } else {
      into.json().remove(STATUS);
    }
  }

  private static void checkFixed(Kind kind, KubeObject current, KubeObject wanted) {
    var before = current.json().path("spec").path("selector");
    if (kind.isScaled() && !before.equals(wanted.json().path("spec").path("selector"))) {
      throw ApiError.invalid(kind, current.name(), "spec.selector", "field is immutable");
    }
  }

  Reply delete(Route route, Request request) {
    if (route.part().isPresent()) {
      throw ApiError.notAllowed();
    }
    return store.atOnce(() -> {
      if (route.name().isPresent()) {
        return Reply.ok(new Removal(store).remove(route, request));
      }
      var all = store.list(Selection.of(route, request));
      for (var object : all) {
        // what went with an earlier one is gone already
        if (!request.isDryRun()
            && store.find(route.kind(), object.namespace(), object.name()).isPresent()) {
          new Removal(store).remove(route.kind(), object, false);
        }
      }
      return Reply.ok(new Shape.Plain().many(route.kind(), all, store.version()));
    });
  }
}
