package irb.drill;

import irb.expr.JsonValues;
import irb.expr.Null;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.LinkedHashMap;

/// YAML as the JSON it stands for: numbers and booleans where they are not in quotes.
final class NodeValues {
  private NodeValues() {}

  static Object of(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        var map = new LinkedHashMap<String, Object>();
        mapping.entries().forEach(e -> map.put(e.key().text(), of(e.value())));
        yield map;
      }
      case Sequence list -> list.items().stream().map(NodeValues::of).toList();
      case Scalar scalar when scalar.isNull() -> Null.NULL;
      case Scalar scalar when scalar.plain() -> typed(scalar.text());
      case Scalar scalar -> scalar.text();
    };
  }

  private static Object typed(String text) {
    return text.matches("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
        ? JsonValues.parse(text).orElse(text)
        : text;
  }
}
