package irb.drill.kube;

/// Keeps the events that controllers tell about objects; the same one again only counts.
record Recorder(Store store, String component) {

  void normal(Kind kind, KubeObject about, String reason, String message) {
    record(kind, about, "Normal", reason, message);
  }

  void warning(Kind kind, KubeObject about, String reason, String message) {
    record(kind, about, "Warning", reason, message);
  }

  private void record(Kind kind, KubeObject about, String type, String reason, String message) {
    var space = kind.isNamespaced() ? about.namespace() : "default";
    var name = about.name() + "." + Names.hash(about.uid() + reason + message);
    var now = store.now();
    var known = store.find(Kind.EVENT, space, name);
    if (known.isPresent()) {
      var event = known.get();
      event.json().put("count", event.json().path("count").asInt() + 1).put("lastTimestamp", now);
      store.replace(Kind.EVENT, event, false);
    } else if (store.find(Kind.NAMESPACE, "", space).isPresent()) {
      var event = KubeObject.of(Kind.EVENT, space, name);
      event
          .json()
          .put("type", type)
          .put("reason", reason)
          .put("message", message)
          .put("count", 1)
          .put("firstTimestamp", now)
          .put("lastTimestamp", now)
          .put("reportingComponent", component)
          .put("reportingInstance", "")
          .putNull("eventTime");
      event.json().putObject("source").put("component", component);
      event
          .json()
          .putObject("involvedObject")
          .put("apiVersion", kind.groupVersion())
          .put("kind", kind.word())
          .put("namespace", about.namespace())
          .put("name", about.name())
          .put("uid", about.uid());
      store.create(Kind.EVENT, event, false);
    }
  }
}
