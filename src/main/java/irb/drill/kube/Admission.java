package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Checks an object that comes from outside before it is kept: that it has the shape which the
/// cluster relies on, and what Kubernetes would refuse too.
final class Admission {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final String METADATA = "metadata";

  private final Kind kind;
  private final KubeObject object;

  private Admission(Kind kind, KubeObject object) {
    this.kind = kind;
    this.object = object;
  }

  /// `object` with what Kubernetes would fill in.
  static KubeObject admit(Kind kind, KubeObject object) {
    var whole = object.copy();
    dropNulls(whole.json());
    new Admission(kind, whole).check();
    Defaults.fill(kind, whole);
    return whole;
  }

  /// A field that is null is one that is not there.
  private static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(f -> f.getValue().isNull());
    }
    node.forEach(Admission::dropNulls);
  }

  private void check() {
    var json = object.json();
    equal(json, "apiVersion", kind.groupVersion());
    equal(json, "kind", kind.word());
    objects(json, METADATA, METADATA);
    var metadata = json.path(METADATA);
    for (var texts : List.of("labels", "annotations")) {
      objects(metadata, texts, "metadata." + texts);
      each(metadata.path(texts), "metadata." + texts, JsonNode::isTextual, "must be texts");
    }
    lists(metadata, "ownerReferences", "metadata.ownerReferences");
    for (var text : List.of("name", "namespace", "generateName", "resourceVersion", "uid")) {
      require(
          metadata.path(text).isMissingNode() || metadata.path(text).isTextual(),
          "metadata." + text,
          "must be a text");
    }
    require(
        NAME.matcher(object.name()).matches()
            || (object.name().isEmpty() && metadata.has("generateName")),
        "metadata.name",
        "must be a name of small letters, digits, '-' and '.'");
    objects(json, "spec", "spec");
    objects(json, "status", "status");
    switch (kind) {
      case POD -> pod(json.path("spec"), "spec");
      case DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET -> workload(json.path("spec"));
      default -> {
        // the cluster relies on nothing in it
      }
    }
  }

  private void workload(JsonNode spec) {
    var replicas = spec.path("replicas");
    require(
        replicas.isMissingNode() || (replicas.isInt() && replicas.asInt() >= 0),
        "spec.replicas",
        "must be a whole number of at least 0");
    require(replicas.asInt() <= Cluster.MOST_PODS, "spec.replicas", "is too many for a drill");
    objects(spec, "selector", "spec.selector");
    objects(spec.path("selector"), "matchLabels", "spec.selector.matchLabels");
    objects(spec, "strategy", "spec.strategy");
    objects(spec.path("strategy"), "rollingUpdate", "spec.strategy.rollingUpdate");
    require(spec.path("template").isObject(), "spec.template", "Required value");
    var template = spec.path("template");
    objects(template, METADATA, "spec.template.metadata");
    for (var texts : List.of("labels", "annotations")) {
      var field = "spec.template.metadata." + texts;
      objects(template.path(METADATA), texts, field);
      each(template.path(METADATA).path(texts), field, JsonNode::isTextual, "must be texts");
    }
    var wanted = spec.path("selector").path("matchLabels");
    require(!wanted.isEmpty(), "spec.selector", "Required value");
    wanted
        .properties()
        .forEach(label ->
            require(
                label
                    .getValue()
                    .equals(template.path(METADATA).path("labels").path(label.getKey())),
                "spec.template.metadata.labels",
                "`selector` does not match template `labels`"));
    pod(template.path("spec"), "spec.template.spec");
  }

  private void pod(JsonNode spec, String field) {
    require(spec.isObject(), field, "Required value");
    require(
        spec.path("containers").isArray() && !spec.path("containers").isEmpty(),
        field + ".containers",
        "Required value");
    for (var container : spec.path("containers")) {
      objects(container, "resources", field + ".containers.resources");
      for (var text : List.of("name", "image")) {
        require(
            container.path(text).isTextual() && !container.path(text).asText().isBlank(),
            field + ".containers." + text,
            "Required value");
      }
    }
  }

  private void equal(JsonNode json, String field, String wanted) {
    if (!json.path(field).asText().equals(wanted)) {
      throw ApiError.badRequest(
          "'"
              + field
              + "' of the object is '"
              + json.path(field).asText()
              + "', and this is "
              + wanted);
    }
  }

  private void objects(JsonNode json, String key, String field) {
    require(
        json.path(key).isMissingNode() || json.path(key).isObject(), field, "must be an object");
  }

  private void lists(JsonNode json, String key, String field) {
    require(json.path(key).isMissingNode() || json.path(key).isArray(), field, "must be a list");
  }

  private void each(JsonNode values, String field, Predicate<JsonNode> rule, String why) {
    values.forEach(v -> require(rule.test(v), field, why));
  }

  private void require(boolean holds, String field, String why) {
    if (!holds) {
      throw ApiError.invalid(kind, object.name(), field, why);
    }
  }
}
