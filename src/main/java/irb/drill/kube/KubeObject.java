package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// One object of the cluster, e.g. a Deployment, as the JSON that is sent for it.
record KubeObject(ObjectNode json) {

  static KubeObject of(Kind kind, String namespace, String name) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("apiVersion", kind.groupVersion()).put("kind", kind.word());
    var metadata = json.putObject("metadata").put("name", name);
    if (kind.isNamespaced()) {
      metadata.put("namespace", namespace);
    }
    return new KubeObject(json);
  }

  KubeObject copy() {
    return new KubeObject(json.deepCopy());
  }

  String name() {
    return json.path("metadata").path("name").asText();
  }

  /// Empty for what is in no namespace.
  String namespace() {
    return json.path("metadata").path("namespace").asText();
  }

  String uid() {
    return json.path("metadata").path("uid").asText();
  }

  /// Its resourceVersion; empty when it has none.
  String version() {
    return json.path("metadata").path("resourceVersion").asText();
  }

  long generation() {
    return json.path("metadata").path("generation").asLong();
  }

  JsonNode label(String key) {
    return json.path("metadata").path("labels").path(key);
  }

  String annotation(String key) {
    return json.path("metadata").path("annotations").path(key).asText();
  }

  ObjectNode metadata() {
    return json.withObjectProperty("metadata");
  }

  ObjectNode annotations() {
    return metadata().withObjectProperty("annotations");
  }

  ObjectNode spec() {
    return json.withObjectProperty("spec");
  }

  ObjectNode status() {
    return json.withObjectProperty("status");
  }

  /// How many replicas it should have.
  int replicas() {
    return json.path("spec").path("replicas").asInt();
  }

  /// The containers of a pod, or of the template that pods are made of.
  JsonNode containers() {
    var spec = json.path("spec");
    return (spec.has("template") ? spec.path("template").path("spec") : spec).path("containers");
  }

  boolean isOwnedBy(KubeObject owner) {
    return StreamSupport.stream(json.path("metadata").path("ownerReferences").spliterator(), false)
        .anyMatch(r -> r.path("uid").asText().equals(owner.uid()));
  }

  /// The name of its owner of this kind.
  Optional<String> owner(Kind kind) {
    return StreamSupport.stream(json.path("metadata").path("ownerReferences").spliterator(), false)
        .filter(r -> r.path("kind").asText().equals(kind.word()))
        .map(r -> r.path("name").asText())
        .findFirst();
  }

  /// Makes `owner` its only owner, with whom it goes.
  void belongTo(KubeObject owner) {
    metadata()
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", owner.json.path("apiVersion").asText())
        .put("kind", owner.json.path("kind").asText())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /// Whether a pod counts as ready.
  boolean isReady() {
    return StreamSupport.stream(json.path("status").path("conditions").spliterator(), false)
        .anyMatch(c ->
            c.path("type").asText().equals("Ready") && c.path("status").asText().equals("True"));
  }
}
