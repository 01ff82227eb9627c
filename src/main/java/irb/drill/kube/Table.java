package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// Objects as the table that `kubectl get` prints; `included` is how much of each object goes with
/// its row: `None`, `Metadata` or `Object`.
record Table(Instant now, String included) implements Shape {

  @Override
  public JsonNode one(Kind kind, KubeObject object) {
    return many(kind, List.of(object), Long.parseLong("0" + object.version()));
  }

  @Override
  public JsonNode many(Kind kind, List<KubeObject> objects, long version) {
    var table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", Long.toString(version));
    var columns = Columns.of(kind);
    var definitions = table.putArray("columnDefinitions");
    for (var column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", "string")
          .put("format", column.name().equals("Name") ? "name" : "")
          .put("description", "")
          .put("priority", column.isWide() ? 1 : 0);
    }
    var rows = table.putArray("rows");
    for (var object : objects) {
      var row = rows.addObject();
      var cells = row.putArray("cells");
      columns.forEach(c -> cells.add(c.cell().of(object, now)));
      include(object, row);
    }
    return table;
  }

  private void include(KubeObject object, ObjectNode row) {
    switch (included) {
      case "None" -> row.putNull("object");
      case "Object" -> row.set("object", object.json());
      default -> {
        var partial = row.putObject("object").put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.metadata());
      }
    }
  }
}
