package irb.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The parts of a playbook that a line can be covered by: `playbook#severities.P0`, a runbook, a
/// step of one (`disk-space#free`), a check (`healthcheck#api`), or a variable of an example
/// environment (`.env.production.example#DATABASE_URL`).
final class Parts {
  private final Path folder;
  private final Map<Path, JsonNode> read = new HashMap<>();

  Parts(Path folder) {
    this.folder = folder;
  }

  boolean has(String part) {
    var ends = part.split("#", 2);
    var file = ends[0];
    var inside = ends.length == 1 ? "" : ends[1];
    if (file.startsWith(".env")) {
      return hasVariable(folder.resolve(file), inside);
    }
    var yaml = yaml(folder.resolve(file + ".yaml"));
    return switch (file) {
      case "playbook" -> !at(yaml, inside).isMissingNode();
      case "healthcheck" -> hasId(yaml.path("checks"), inside);
      default -> !yaml.isMissingNode() && hasId(yaml.path("steps"), inside);
    };
  }

  private static JsonNode at(JsonNode root, String path) {
    var node = root;
    for (var key : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      node =
          node.isArray() && key.matches("\\d+") ? node.path(Integer.parseInt(key)) : node.path(key);
    }
    return node;
  }

  private static boolean hasId(JsonNode list, String id) {
    return id.isEmpty()
        || StreamSupport.stream(list.spliterator(), false)
            .anyMatch(n -> n.path("id").asText().equals(id));
  }

  private static boolean hasVariable(Path file, String name) {
    try {
      return Files.isRegularFile(file)
          && (name.isEmpty()
              || Files.readAllLines(file).stream()
                  .anyMatch(l -> l.replaceFirst("^# *", "").startsWith(name + "=")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode yaml(Path file) {
    return read.computeIfAbsent(
        file,
        f -> {
          try {
            return Files.isRegularFile(f)
                ? new YAMLMapper().readTree(f.toFile())
                : MissingNode.getInstance();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
