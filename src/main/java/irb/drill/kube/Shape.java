package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// How objects are sent: as they are, or as a table for people.
sealed interface Shape permits Shape.Plain, Table {
  JsonNode one(Kind kind, KubeObject object);

  JsonNode many(Kind kind, List<KubeObject> objects, long version);

  /// As they are.
  record Plain() implements Shape {
    @Override
    public JsonNode one(Kind kind, KubeObject object) {
      return object.json();
    }

    @Override
    public JsonNode many(Kind kind, List<KubeObject> objects, long version) {
      var list = JsonNodeFactory.instance.objectNode();
      list.put("kind", kind.word() + "List").put("apiVersion", kind.groupVersion());
      list.putObject("metadata").put("resourceVersion", Long.toString(version));
      var items = list.putArray("items");
      objects.forEach(o -> items.add(o.json()));
      return list;
    }
  }
}
