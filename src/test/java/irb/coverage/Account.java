package irb.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What covers which lines of one document: `src/docs/coverage/PLAYBOOK.yaml`.
record Account(String playbook, SourceDocument document, List<Item> items) {
  static final Path FOLDER = Path.of("src/docs/coverage");

  /// Lines `from` to `to`, and what covers them: parts of the playbook, or what irb itself does, or
  /// the reason why nothing does. `note` says in what the playbook is better than the text.
  record Item(
      int from,
      int to,
      List<String> parts,
      Optional<String> irb,
      Optional<String> reason,
      Optional<String> note) {
    boolean saysSomething() {
      return !parts.isEmpty() || irb.isPresent() || reason.isPresent();
    }

    String place() {
      return from == to ? Integer.toString(from) : from + "-" + to;
    }
  }

  static Account read(Path file) throws IOException {
    var root = new YAMLMapper().readTree(file.toFile());
    var document = SourceDocument.read(root.path("document").asText());
    var items = new ArrayList<Item>();
    root.path("items").properties().forEach(e -> items.add(item(e)));
    items.sort(java.util.Comparator.comparingInt(Item::from));
    return new Account(root.path("coverage").asText(), document, List.copyOf(items));
  }

  private static Item item(Map.Entry<String, JsonNode> entry) {
    var ends = entry.getKey().split("-", 2);
    var value = entry.getValue();
    var parts = value.isObject() ? value.path("by") : value;
    return new Item(
        Integer.parseInt(ends[0]),
        Integer.parseInt(ends[ends.length - 1]),
        texts(parts),
        text(value, "irb"),
        text(value, "not"),
        text(value, "note"));
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.of(node.path(key).asText()).filter(t -> !t.isBlank());
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    var texts = new ArrayList<String>();
    node.forEach(n -> texts.add(n.asText()));
    return List.copyOf(texts);
  }
}
