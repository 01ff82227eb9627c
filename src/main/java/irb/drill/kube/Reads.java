package irb.drill.kube;

import java.time.InstantSource;
import java.util.HashMap;

/// The requests that only look.
record Reads(Store store, InstantSource clock, PodLogs logs) {

  Reply read(Route route, Request request) {
    if (route.name().isEmpty()) {
      return collection(route, request);
    }
    var object = store.get(route.kind(), route.space(), route.object());
    return switch (route.part().orElse("")) {
      case "" ->
          request.flag("watch")
              ? collection(route, named(request, object.name()))
              : Reply.ok(shape(request).one(route.kind(), object));
      case "status" -> Reply.ok(object.json());
      case "scale" -> {
        if (!route.kind().isScaled()) {
          throw ApiError.noSuchResource();
        }
        yield Reply.ok(Scale.of(object));
      }
      case "log" -> {
        if (route.kind() != Kind.POD) {
          throw ApiError.noSuchResource();
        }
        yield new Reply.Text(logs.of(object, request));
      }
      default -> throw ApiError.noSuchResource();
    };
  }

  private static Request named(Request request, String name) {
    var query = new HashMap<>(request.query());
    query.put("fieldSelector", "metadata.name=" + name);
    return new Request(
        request.method(), request.path(), query, request.accept(), request.type(), request.body());
  }

  private Reply collection(Route route, Request request) {
    var selection = Selection.of(route, request);
    var shape = shape(request);
    if (request.flag("watch")) {
      request.number("resourceVersion");
      request.number("timeoutSeconds");
      return new Reply.Stream(new Watch(store, clock, selection, request, shape));
    }
    return store.atOnce(
        () -> Reply.ok(shape.many(route.kind(), store.list(selection), store.version())));
  }

  private Shape shape(Request request) {
    return request.wantsTable()
        ? new Table(clock.instant(), request.query("includeObject").orElse("Metadata"))
        : new Shape.Plain();
  }
}
