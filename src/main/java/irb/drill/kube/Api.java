package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The Kubernetes API of the cluster: a request in, a reply out, or an [ApiError].
final class Api {
  private static final Set<String> ALIVE = Set.of("healthz", "livez", "readyz");

  private final Access access;
  private final Reads reads;
  private final Writes writes;
  private final Reviews reviews;
  private final Metrics metrics;

  Api(Store store, InstantSource clock, Health health, Access access) {
    this.access = access;
    this.reads = new Reads(store, clock, new PodLogs(health));
    this.writes = new Writes(store);
    this.reviews = new Reviews(access);
    this.metrics = new Metrics(store);
  }

  Access access() {
    return access;
  }

  Reply answer(Request request) {
    access.check();
    var path = request.path();
    if (path.isEmpty()) {
      return paths();
    }
    var isRead = request.method().equals("GET");
    if (isRead && ALIVE.contains(path.getFirst())) {
      return new Reply.Text("ok");
    }
    var known = isRead ? Discovery.find(path) : Optional.<Reply>empty();
    if (known.isPresent()) {
      return known.get();
    }
    if (!path.getFirst().equals("api") && !path.getFirst().equals("apis")) {
      throw ApiError.noSuchResource();
    }
    return switch (path.size() > 2 ? path.get(1) : "") {
      case Reviews.AUTHORIZATION, Reviews.AUTHENTICATION -> reviews.answer(request);
      case Metrics.GROUP -> metrics.answer(request);
      default -> objects(request);
    };
  }

  private Reply objects(Request request) {
    var route = Route.of(request.path());
    access.check(verb(route, request), route);
    return switch (request.method()) {
      case "GET" -> reads.read(route, request);
      case "POST" -> writes.create(route, request);
      case "PUT" -> writes.replace(route, request);
      case "PATCH" -> writes.patch(route, request);
      case "DELETE" -> writes.delete(route, request);
      default -> throw ApiError.notAllowed();
    };
  }

  private static String verb(Route route, Request request) {
    return switch (request.method()) {
      case "GET" -> request.flag("watch") ? "watch" : route.name().isPresent() ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      default -> route.name().isPresent() ? "delete" : "deletecollection";
    };
  }

  private static Reply paths() {
    var all = JsonNodeFactory.instance.objectNode();
    List.of("/api", "/api/v1", "/apis", "/version").forEach(all.putArray("paths")::add);
    return Reply.ok(all);
  }
}
