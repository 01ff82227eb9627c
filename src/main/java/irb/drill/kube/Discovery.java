package irb.drill.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the API says of itself: its version, its groups, and its kinds.
final class Discovery {
  /// What the server calls itself.
  static final String VERSION = "v1.32.0+irb-drill";

  private static final List<String> OBJECT_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final Set<Kind> ALL =
      EnumSet.of(
          Kind.POD,
          Kind.SERVICE,
          Kind.DEPLOYMENT,
          Kind.REPLICA_SET,
          Kind.STATEFUL_SET,
          Kind.DAEMON_SET,
          Kind.JOB,
          Kind.CRON_JOB,
          Kind.AUTOSCALER);

  private Discovery() {}

  static Optional<Reply> find(List<String> path) {
    var text = String.join("/", path);
    return switch (text) {
      case "version" -> Optional.of(Reply.ok(version()));
      case "api" -> Optional.of(Reply.ok(core()));
      case "apis" -> Optional.of(Reply.ok(groups()));
      case "openapi/v3" -> Optional.of(Reply.ok(Schemas.list()));
      default ->
          text.startsWith(Schemas.PATH)
              ? Optional.of(Reply.ok(Schemas.of(text.substring(Schemas.PATH.length()))))
              : resources(text);
    };
  }

  private static ObjectNode version() {
    return node()
        .put("major", "1")
        .put("minor", "32")
        .put("gitVersion", VERSION)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("platform", "drill/stand-in");
  }

  private static ObjectNode core() {
    var versions = node().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    return versions;
  }

  private static ObjectNode groups() {
    var list = node().put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = list.putArray("groups");
    for (var groupVersion : groupVersions()) {
      var parts = groupVersion.split("/", 2);
      if (parts.length == 2) {
        var group = groups.addObject().put("name", parts[0]);
        var version = node().put("groupVersion", groupVersion).put("version", parts[1]);
        group.putArray("versions").add(version);
        group.set("preferredVersion", version.deepCopy());
      }
    }
    return list;
  }

  /// Every group with its one version, e.g. `apps/v1`.
  static Set<String> groupVersions() {
    var all = new TreeSet<String>();
    Arrays.stream(Kind.values()).forEach(k -> all.add(k.groupVersion()));
    all.add(Reviews.AUTHORIZATION + "/v1");
    all.add(Reviews.AUTHENTICATION + "/v1");
    all.add(Metrics.GROUP + "/" + Metrics.VERSION);
    return all;
  }

  /// Where the kinds of a group and version are, e.g. `apis/apps/v1`.
  static String pathOf(String groupVersion) {
    return (groupVersion.equals("v1") ? "api/" : "apis/") + groupVersion;
  }

  /// The kinds below a path such as `apis/apps/v1`.
  private static Optional<Reply> resources(String path) {
    return groupVersions().stream()
        .filter(gv -> pathOf(gv).equals(path))
        .findFirst()
        .map(Discovery::resourceList)
        .map(Reply::ok);
  }

  private static ObjectNode resourceList(String groupVersion) {
    var list = node().put("kind", "APIResourceList").put("apiVersion", "v1");
    var resources = list.put("groupVersion", groupVersion).putArray("resources");
    for (var kind : Kind.values()) {
      if (kind.groupVersion().equals(groupVersion)) {
        add(resources, kind);
      }
    }
    switch (groupVersion) {
      case Reviews.AUTHORIZATION + "/v1" -> {
        resource(resources, "selfsubjectaccessreviews", "SelfSubjectAccessReview", "create");
        resource(resources, "selfsubjectrulesreviews", "SelfSubjectRulesReview", "create");
      }
      case Reviews.AUTHENTICATION + "/v1" ->
          resource(resources, "selfsubjectreviews", "SelfSubjectReview", "create");
      case Metrics.GROUP + "/" + Metrics.VERSION -> {
        resource(resources, "nodes", "NodeMetrics", "get", "list");
        resource(resources, "pods", "PodMetrics", "get", "list").put("namespaced", true);
      }
      default -> {
        // all of it are kinds
      }
    }
    return list;
  }

  private static void add(ArrayNode resources, Kind kind) {
    var resource =
        resource(resources, kind.plural(), kind.word(), OBJECT_VERBS.toArray(String[]::new));
    resource.put("singularName", kind.singular()).put("namespaced", kind.isNamespaced());
    kind.shortName().ifPresent(s -> resource.putArray("shortNames").add(s));
    if (ALL.contains(kind)) {
      resource.putArray("categories").add("all");
    }
    if (kind.hasStatus()) {
      part(resources, kind, "status", kind.word(), "get", "patch", "update");
    }
    if (kind.isScaled()) {
      part(resources, kind, "scale", "Scale", "get", "patch", "update")
          .put("group", "autoscaling")
          .put("version", "v1");
    }
    if (kind == Kind.POD) {
      part(resources, kind, "log", kind.word(), "get");
      part(resources, kind, "eviction", "Eviction", "create")
          .put("group", "policy")
          .put("version", "v1");
    }
  }

  private static ObjectNode part(
      ArrayNode resources, Kind kind, String part, String word, String... verbs) {
    return resource(resources, kind.plural() + "/" + part, word, verbs)
        .put("namespaced", kind.isNamespaced());
  }

  private static ObjectNode resource(
      ArrayNode resources, String name, String word, String... verbs) {
    var resource = resources.addObject().put("name", name).put("singularName", "");
    resource.put("namespaced", false).put("kind", word);
    List.of(verbs).forEach(resource.putArray("verbs")::add);
    return resource;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
