package irb.engine;

import irb.engine.Past.Origin;
import irb.engine.Past.Text;
import irb.expr.Kinds;
import irb.expr.Lines;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The data of one record, by name; what [Recorder] wrote is read here.
record RecordData(Map<String, Object> data) {
  boolean has(String name) {
    return data.containsKey(name);
  }

  /// Empty when there is none.
  String text(String name) {
    return data.get(name) instanceof String text ? text : "";
  }

  /// 0 when there is none.
  long number(String name) {
    return data.get(name) instanceof Long number ? number : 0;
  }

  Optional<RecordData> map(String name) {
    return data.get(name) instanceof Map<?, ?> map
        ? Optional.of(new RecordData(named(map)))
        : Optional.empty();
  }

  Map<String, String> words(String name) {
    var words = new LinkedHashMap<String, String>();
    map(name).ifPresent(m -> m.data().forEach((key, word) -> words.put(key, word.toString())));
    return words;
  }

  List<Map<String, Object>> maps(String name) {
    return maps(data.get(name));
  }

  boolean isMasked(String name) {
    return map(name).map(m -> Kinds.isMasked(m.data())).orElse(false);
  }

  /// The values under `name`, each of the kind that stands under `kinds`.
  Map<String, Object> restored(String name, String kinds) {
    return map(name).map(m -> Kinds.restored(m.data(), words(kinds))).orElseGet(LinkedHashMap::new);
  }

  /// What an action is for; a record of an older irb without one announced a read.
  Role role() {
    return Stream.of(Role.values())
        .filter(r -> r.toString().equals(text("role")))
        .findFirst()
        .orElse(Role.READ);
  }

  Map<String, Object> captured(Map<String, Object> before) {
    var captured = new LinkedHashMap<>(before);
    captured.putAll(restored("captured", "captured_kinds"));
    return captured;
  }

  /// A step's result; `written` is when the record was.
  StepResult result(Instant written) {
    return new StepResult(
        Status.valueOf(text("outcome").toUpperCase(Locale.ROOT)),
        text("reason"),
        text("why"),
        has("at") ? Instant.parse(text("at")) : written,
        Duration.ofMillis(number("millis")),
        (int) number("attempts"),
        printed(restored("fields", "kinds")),
        maps("saved").stream().map(RecordData::saved).toList());
  }

  private static StepResult.Saved saved(Map<String, Object> map) {
    var saved = new RecordData(map);
    return new StepResult.Saved(saved.text("file"), saved.number("bytes"), saved.text("sha256"));
  }

  /// With the `lines` and `words` that follow from what a command printed.
  private static Map<String, Object> printed(Map<String, Object> fields) {
    var whole = new LinkedHashMap<>(fields);
    whole.replaceAll((_, value) -> printedIn(value));
    if (whole.containsKey("err") && whole.get("out") instanceof String out) {
      var lines = new Lines(out);
      whole.put("lines", lines);
      whole.put("words", lines.words());
    }
    return whole;
  }

  private static Object printedIn(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)
        ? list.stream().map(e -> e instanceof Map<?, ?> map ? printed(named(map)) : e).toList()
        : value;
  }

  /// How a run was started, as `run_started` says it.
  Origin origin(Instant started) {
    return new Origin(
        started,
        text("playbook"),
        text("runbook"),
        text("path"),
        text("here"),
        text("environment"),
        text("severity"),
        Boolean.TRUE.equals(data.get("dry")),
        map("params").map(RecordData::data).orElse(Map.of()),
        words("alert"),
        words("targets"),
        texts());
  }

  List<Text> texts() {
    return maps("files").stream()
        .map(RecordData::new)
        .map(f -> new Text(f.text("file"), f.text("sha256"), f.text("text")))
        .toList();
  }

  private static List<Map<String, Object>> maps(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(m -> named((Map<?, ?>) m)).toList()
        : List.of();
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    var named = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> named.put(key.toString(), value));
    return named;
  }
}
