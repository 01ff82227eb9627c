package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The OpenAPI schemas of the API, as far as `kubectl` looks into them.
final class Schemas {
  static final String PATH = "openapi/v3/";

  private Schemas() {}

  /// Where each schema is.
  static ObjectNode list() {
    var all = node();
    var paths = all.putObject("paths");
    Discovery.groupVersions()
        .forEach(gv ->
            paths
                .putObject(Discovery.pathOf(gv))
                .put("serverRelativeURL", "/" + PATH + Discovery.pathOf(gv)));
    return all;
  }

  /// Only what `kubectl` looks for: that the server can validate, and can do a dry run.
  static ObjectNode of(String path) {
    var schema = node().put("openapi", "3.0.0");
    schema
        .putObject("info")
        .put("title", "a Kubernetes API of irb's own")
        .put("version", Discovery.VERSION);
    var paths = schema.putObject("paths");
    for (var kind : Kind.values()) {
      if (Discovery.pathOf(kind.groupVersion()).equals(path)) {
        var space = kind.isNamespaced() ? "/namespaces/{namespace}/" : "/";
        var patch =
            paths.putObject("/" + path + space + kind.plural() + "/{name}").putObject("patch");
        patch
            .putObject("x-kubernetes-group-version-kind")
            .put("group", kind.group())
            .put("version", kind.version())
            .put("kind", kind.word());
        var parameters = patch.putArray("parameters");
        for (var name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
          parameters
              .addObject()
              .put("name", name)
              .put("in", "query")
              .putObject("schema")
              .put("type", "string");
        }
        patch.putObject("responses");
      }
    }
    return schema;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
