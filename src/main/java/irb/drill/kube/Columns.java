package irb.drill.kube;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The columns that Kubernetes has for each kind.
final class Columns {
  private static final Column NAME = Column.at("Name", "metadata", "name");
  private static final Column AGE = Column.age("Age", "creationTimestamp");
  private static final Column DATA =
      Column.of("Data", o -> Integer.toString(o.json().path("data").size()));
  private static final Column READY_OF =
      Column.of("Ready", o -> Column.count(o, "readyReplicas") + "/" + o.replicas());
  private static final Column CONTAINERS = Column.containers("Containers", "name").wide();
  private static final Column IMAGES = Column.containers("Images", "image").wide();
  private static final Column SELECTOR = Column.of("Selector", Scale::selector).wide();

  private Columns() {}

  static List<Column> of(Kind kind) {
    var own =
        switch (kind) {
          case POD -> pod();
          case DEPLOYMENT ->
              Stream.of(
                  READY_OF,
                  Column.count("Up-to-date", "updatedReplicas"),
                  Column.count("Available", "availableReplicas"),
                  AGE,
                  CONTAINERS,
                  IMAGES,
                  SELECTOR);
          case REPLICA_SET ->
              Stream.of(
                  Column.at("Desired", "spec", "replicas"),
                  Column.count("Current", "replicas"),
                  Column.count("Ready", "readyReplicas"),
                  AGE,
                  CONTAINERS,
                  IMAGES,
                  SELECTOR);
          case STATEFUL_SET -> Stream.of(READY_OF, AGE, CONTAINERS, IMAGES);
          case NODE ->
              Stream.of(
                  Column.of("Status", Nodes::status),
                  Column.of("Roles", _ -> Column.NONE),
                  AGE,
                  Column.at("Version", "status", "nodeInfo", "kubeletVersion"));
          case NAMESPACE -> Stream.of(Column.at("Status", "status", "phase"), AGE);
          case SERVICE ->
              Stream.of(
                  Column.at("Type", "spec", "type"),
                  Column.at("Cluster-IP", "spec", "clusterIP"),
                  AGE);
          case CONFIG_MAP -> Stream.of(DATA, AGE);
          case SECRET -> Stream.of(Column.at("Type", "type"), DATA, AGE);
          case EVENT -> event();
          default -> Stream.of(AGE);
        };
    return kind == Kind.EVENT ? own.toList() : Stream.concat(Stream.of(NAME), own).toList();
  }

  private static Stream<Column> pod() {
    return Stream.of(
        Column.of("Ready", PodCells::ready),
        Column.of("Status", PodCells::status),
        Column.of("Restarts", PodCells::restarts),
        AGE,
        Column.at("IP", "status", "podIP").wide(),
        Column.at("Node", "spec", "nodeName").wide(),
        Column.at("Nominated Node", "status", "nominatedNodeName").wide(),
        Column.at("Readiness Gates", "spec", "readinessGates").wide());
  }

  private static Stream<Column> event() {
    return Stream.of(
        Column.age("Last Seen", "lastTimestamp"),
        Column.at("Type", "type"),
        Column.at("Reason", "reason"),
        Column.of("Object", Columns::involved),
        Column.at("Message", "message"));
  }

  private static String involved(KubeObject event) {
    var object = event.json().path("involvedObject");
    return object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "/"
        + object.path("name").asText();
  }
}
