package irb.schema;

import static irb.schema.SchemaWriter.map;

import irb.schema.Rule.AtLeastOne;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Rule.Excludes;
import irb.schema.Rule.NeededUnless;
import irb.schema.Rule.Needs;
import irb.schema.Rule.Unfit;
import irb.schema.Schema.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes a mapping with its rules.
record FieldsWriter(Fields fields, Function<Schema, Map<String, Object>> reference) {
  /// What stands under a key, with the sentence on it.
  static Map<String, Object> described(
      Field field, Function<Schema, Map<String, Object>> reference) {
    var written = map("description", field.help());
    written.putAll(reference.apply(field.schema()));
    return written;
  }

  Map<String, Object> written() {
    var properties = new LinkedHashMap<String, Object>();
    fields.fields().forEach(f -> properties.put(f.key(), described(f, reference)));
    var written = map("type", "object");
    written.put("properties", properties);
    for (var others : fields.others()) {
      var value = reference.apply(others.value());
      if (others.names().pattern().isEmpty()) {
        written.put("additionalProperties", value);
      } else {
        written.put("patternProperties", Map.of(SchemaWriter.pattern(others.names()), value));
      }
    }
    written.putIfAbsent("additionalProperties", false);
    var needed = fields.fields().stream().filter(Field::isNeeded).map(Field::key).toList();
    if (!needed.isEmpty()) {
      written.put("required", needed);
    }
    putRules(written);
    return written;
  }

  private void putRules(Map<String, Object> written) {
    var all = new ArrayList<Object>();
    var dependencies = new LinkedHashMap<String, Object>();
    for (var rule : fields.rules()) {
      switch (rule) {
        case ExactlyOne(var keys) ->
            all.add(ofAnObject(Map.of("oneOf", required(keys, "exactly one is needed of "))));
        case AtLeastOne(var keys) ->
            all.add(ofAnObject(Map.of("anyOf", required(keys, "at least one is needed of "))));
        case Needs needs -> put(needs.key(), List.of(needs.other()), dependencies);
        case Excludes(var key, var others) ->
            put(key, Map.of("properties", refused(others)), dependencies);
        case Unfit(var key, var words, var others) -> {
          var when = map("properties", Map.of(key, Map.of("enum", words)));
          when.put("required", List.of(key));
          all.add(conditional(when, "then", Map.of("properties", refused(others))));
        }
        case NeededUnless(var unless, var keys) ->
            all.add(
                conditional(
                    Map.of("anyOf", required(unless, "one is needed of ")),
                    "else",
                    Map.of("required", keys)));
      }
    }
    if (!dependencies.isEmpty()) {
      written.put("dependencies", dependencies);
    }
    if (!all.isEmpty()) {
      written.put("allOf", all);
    }
  }

  private static void put(String key, Object value, Map<String, Object> dependencies) {
    if (dependencies.put(key, value) != null) {
      throw new IllegalStateException("write one rule for what '" + key + "' needs or excludes");
    }
  }

  private static Map<String, Object> conditional(
      Map<String, ?> when, String branch, Map<String, ?> what) {
    var written = map("if", when);
    written.put(branch, what);
    return written;
  }

  /// What is no mapping is refused for that alone.
  private static Map<String, Object> ofAnObject(Map<String, ?> what) {
    return conditional(Map.of("type", "object"), "then", what);
  }

  /// A mapping for each of `keys`, which stands in it; editors show the message of one of them.
  static List<Object> required(List<String> keys, String message) {
    var ways = new ArrayList<>();
    for (var key : keys) {
      var way = map("required", List.of(key));
      way.put("errorMessage", message + String.join(", ", keys));
      ways.add(way);
    }
    return ways;
  }

  private static Map<String, Object> refused(List<String> keys) {
    var refused = new LinkedHashMap<String, Object>();
    keys.forEach(k -> refused.put(k, false));
    return refused;
  }
}
