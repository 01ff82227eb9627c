package irb.drill;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.durationAboveZero;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;
import static irb.schema.Schema.word;

import irb.drill.kube.Cluster;
import irb.drill.kube.PodState;
import irb.schema.Field;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Kinds;
import irb.schema.Schema.MapOf;
import irb.schema.Schema.Text;
import irb.schema.Schema.Whole;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/// What may stand in a cluster of a drill, as [ClusterPlanReader] and [ClusterFaultReader] read it.
final class ClusterSchema {
  private static final Text NAME = text(ClusterPlanReader.NAME.pattern(), "api");
  private static final MapOf IMAGES = new MapOf(NAME, text("\\S+", "shop/api:1.4"), 1);
  private static final Whole PODS = whole(0).atMost(Cluster.MOST_PODS);
  private static final Field LOG = field("log", text(), "what kubectl logs prints");

  private ClusterSchema() {}

  static Fields cluster() {
    var deployment =
        fields(
            "deployment",
            field("replicas", PODS, "1 when it is not written"),
            images(),
            LOG,
            field("deadline", durationAboveZero(), "of a rollout"));
    var pod = fields("pod", images(), status(false), LOG);
    return fields(
        "kubectl sandbox",
        field("namespace", NAME, "default when it is not written"),
        field("nodes", several(NAME), "one when they are not written"),
        field("deployments", map(NAME, deployment), "what the cluster keeps running"),
        field("pods", map(NAME, pod), "pods of their own"),
        field(
            "denied", several(text().like("delete deployments")), "verbs and resources it refuses"),
        field("broken_images", several(text()), "images that can never be pulled"));
  }

  private static Field images() {
    return needed("images", IMAGES, "the image of each container");
  }

  private static Field status(boolean needed) {
    return new Field("status", word(PodState.troubles()), "how the pods fare", needed);
  }

  /// What goes wrong, by its key.
  static Kinds fault() {
    var kinds = new LinkedHashMap<String, Fields>();
    for (var kind : ClusterFaultReader.KINDS) {
      var target = needed("target", text(), "the sandbox it befalls");
      var deployment = needed("deployment", text().like("api"), "the deployment it befalls");
      var all =
          kind.equals("answer")
              ? Stream.of(target, wrong(kind))
              : Stream.of(target, deployment, wrong(kind));
      kinds.put(kind, fields("kubectl fault " + kind, all.toList()));
    }
    return new Kinds("kubectl fault", kinds);
  }

  private static Field wrong(String kind) {
    return switch (kind) {
      case "image" -> needed(kind, IMAGES, "a rollout of these images");
      case "scale" -> needed(kind, PODS, "how many pods are left");
      case "ready" -> needed(kind, PODS, "how many pods are still ready");
      case "pods" -> needed(kind, ailing(), "what befalls its pods");
      case "answer" -> needed(kind, whole(400).atMost(599), "the status of every answer");
      default -> throw new IllegalArgumentException("nothing is known of a fault " + kind);
    };
  }

  private static Fields ailing() {
    return fields(
        "ailing pods",
        status(true),
        field("ready", PODS, "how many it spares"),
        LOG,
        field("new", flag(), "whether it befalls pods that are made later too"));
  }
}
