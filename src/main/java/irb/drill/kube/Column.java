package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.function.Function;

/// A column of what `kubectl get` prints; a wide one is shown with `-o wide` only.
record Column(String name, boolean isWide, Cell cell) {
  /// What stands where there is nothing.
  static final String NONE = "<none>";

  /// The text of one cell.
  interface Cell {
    String of(KubeObject object, Instant now);
  }

  /// A column with the value at a path.
  static Column at(String name, String... path) {
    return of(name, object -> text(object.json(), path));
  }

  static Column of(String name, Function<KubeObject, String> text) {
    return new Column(name, false, (object, _) -> text.apply(object));
  }

  /// A number of the status, which is 0 where there is none.
  static Column count(String name, String field) {
    return of(name, object -> Integer.toString(count(object, field)));
  }

  /// A column with how long ago something was.
  static Column age(String name, String field) {
    return new Column(name, false, (object, now) -> Age.since(object, field, now));
  }

  /// A field of every container.
  static Column containers(String name, String field) {
    return of(
        name,
        object -> {
          var joined = new StringJoiner(",");
          object.containers().forEach(c -> joined.add(c.path(field).asText()));
          return joined.toString();
        });
  }

  Column wide() {
    return new Column(name, true, cell);
  }

  static int count(KubeObject object, String field) {
    return object.json().path("status").path(field).asInt();
  }

  private static String text(JsonNode json, String... path) {
    var node = json;
    for (var name : path) {
      node = node.path(name);
    }
    return node.isMissingNode() ? NONE : node.asText();
  }
}
