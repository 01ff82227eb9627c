package irb.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a log says was to be done outside of irb, and what came of it.
///
/// `started` are the visits in which a change, message or undo was announced, each with how often.
record Ledger(List<JsonNode> records, Map<String, Integer> started) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The only log under `folder`; a torn last line is left out.
  static Optional<Ledger> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Optional<Path> log;
    try (var files = Files.walk(folder)) {
      log = files.filter(f -> f.endsWith("log.jsonl")).findFirst();
    }
    return log.isEmpty() ? Optional.empty() : Optional.of(read(log.get()));
  }

  private static Ledger read(Path log) throws IOException {
    var records = new ArrayList<JsonNode>();
    var started = new LinkedHashMap<String, Integer>();
    var text = Files.readString(log);
    for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      var isWhole = line.startsWith("{") && line.endsWith("\"}");
      if (isWhole) {
        var record = JSON.readTree(line);
        records.add(record);
        if (isEffect(record)) {
          started.merge(visit(record), 1, Integer::sum);
        } else if (isNothing(record)) {
          // it was announced, and stopped before it began
          started.computeIfPresent(visit(record), (_, n) -> n - 1);
        }
      }
    }
    return new Ledger(records, started);
  }

  private static boolean isEffect(JsonNode record) {
    var role = record.at("/data/role").asText();
    return record.at("/type").asText().equals("intent")
        && (role.equals("change") || role.equals("message") || role.equals("undo"));
  }

  private static boolean isNothing(JsonNode record) {
    return record.at("/type").asText().equals("result")
        && record.at("/data/outcome").asText().equals("aborted")
        && record.at("/data/attempts").asInt() == 0;
  }

  private static String visit(JsonNode record) {
    return step(record) + "#" + record.at("/attempt").asInt();
  }

  /// Without the steps around it, e.g. `stop` for `restart/stop`.
  private static String step(JsonNode record) {
    var step = record.at("/step").asText();
    return step.substring(step.lastIndexOf('/') + 1);
  }

  /// How often `step` was announced.
  int started(String step) {
    return started.entrySet().stream()
        .filter(e -> e.getKey().startsWith(step + "#"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /// How often it is said to have come off.
  long ok(String step) {
    return results(step).stream()
        .filter(r -> r.at("/data/outcome").asText().equals("ok"))
        .filter(r -> started.containsKey(visit(r)))
        .count();
  }

  /// Every result of `step`.
  List<JsonNode> results(String step) {
    return records.stream()
        .filter(r -> r.at("/type").asText().equals("result") && step(r).equals(step))
        .toList();
  }

  /// How many records have this type.
  long count(String type) {
    return records.stream().filter(r -> r.at("/type").asText().equals(type)).count();
  }

  /// Whether a run began; an incident without one cannot be taken up.
  boolean hasRun() {
    return count("run_started") > 0;
  }
}
