package irb.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.math.BigDecimal;

/// YAML as editors see it: scalars typed by the core schema of YAML 1.2.
final class EditorView {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EditorView() {}

  static JsonNode of(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        var object = JSON.objectNode();
        mapping.entries().forEach(e -> object.set(e.key().text(), of(e.value())));
        yield object;
      }
      case Sequence list -> {
        var array = JSON.arrayNode();
        list.items().forEach(i -> array.add(of(i)));
        yield array;
      }
      case Scalar scalar -> scalar.plain() ? plain(scalar.text()) : JSON.textNode(scalar.text());
    };
  }

  private static JsonNode plain(String text) {
    if (text.matches("|~|null|Null|NULL")) {
      return JSON.nullNode();
    }
    if (text.matches("true|True|TRUE|false|False|FALSE")) {
      return JSON.booleanNode(text.equalsIgnoreCase("true"));
    }
    return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.textNode(text);
  }
}
