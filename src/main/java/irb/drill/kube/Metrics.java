package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What nodes and pods use, for `kubectl top`: the same figures for every container that runs.
record Metrics(Store store) {
  static final String GROUP = "metrics.k8s.io";
  static final String VERSION = "v1beta1";

  private static final int MILLICORES = 25;
  private static final int MEBIBYTES = 64;

  Reply answer(Request request) {
    if (!request.method().equals("GET")) {
      throw ApiError.notAllowed();
    }
    if (!request.path().get(2).equals(VERSION)) {
      throw ApiError.noSuchResource();
    }
    // pods and nodes are named as in the core group
    var core = new ArrayList<>(List.of("api", "v1"));
    core.addAll(request.path().subList(3, request.path().size()));
    var route = Route.of(core);
    if ((route.kind() != Kind.POD && route.kind() != Kind.NODE) || route.part().isPresent()) {
      throw ApiError.noSuchResource();
    }
    if (route.name().isPresent()) {
      return Reply.ok(usage(route.kind(), store.get(route.kind(), route.space(), route.object())));
    }
    var list = JsonNodeFactory.instance.objectNode();
    list.put("kind", route.kind().word() + "MetricsList").put("apiVersion", GROUP + "/" + VERSION);
    list.putObject("metadata");
    var items = list.putArray("items");
    store.list(Selection.of(route, request)).stream()
        .filter(o -> route.kind() == Kind.NODE || o.isReady())
        .forEach(o -> items.add(usage(route.kind(), o)));
    return Reply.ok(list);
  }

  private ObjectNode usage(Kind kind, KubeObject object) {
    var usage = JsonNodeFactory.instance.objectNode();
    usage.put("kind", kind.word() + "Metrics").put("apiVersion", GROUP + "/" + VERSION);
    usage.set("metadata", object.metadata());
    usage.put("timestamp", store.now()).put("window", "10s");
    if (kind == Kind.NODE) {
      amounts(usage, pods(object.name()));
    } else {
      var containers = usage.putArray("containers");
      object
          .containers()
          .forEach(c -> amounts(containers.addObject().put("name", c.path("name").asText()), 1));
    }
    return usage;
  }

  private int pods(String node) {
    var onNode =
        new Selection(
            Kind.POD,
            Optional.empty(),
            LabelSelector.ALL,
            FieldSelector.parse("spec.nodeName=" + node));
    return store.list(onNode).stream().mapToInt(p -> p.containers().size()).sum();
  }

  private static void amounts(ObjectNode usage, int containers) {
    usage
        .putObject("usage")
        .put("cpu", MILLICORES * containers + "m")
        .put("memory", MEBIBYTES * containers + "Mi");
  }
}
