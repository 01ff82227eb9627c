package irb.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import irb.schema.Schema.Either;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Flag;
import irb.schema.Schema.Json;
import irb.schema.Schema.Kinds;
import irb.schema.Schema.ListOf;
import irb.schema.Schema.MapOf;
import irb.schema.Schema.Several;
import irb.schema.Schema.Text;
import irb.schema.Schema.Whole;
import irb.schema.Schema.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes a description as a JSON Schema: draft 07, which every editor knows.
final class SchemaWriter {
  private static final List<String> SCALARS = List.of("string", "number", "boolean");

  private final Schema root;
  private final Map<String, Object> definitions = new TreeMap<>();

  SchemaWriter(Schema root) {
    this.root = root;
  }

  String text(String id, String title) {
    var file = new LinkedHashMap<String, Object>();
    file.put("$schema", "http://json-schema.org/draft-07/schema#");
    file.put("$id", id);
    file.put("title", title);
    file.putAll(written(root));
    file.put("definitions", definitions);
    var indent = new DefaultIndenter("  ", "\n");
    try {
      return new ObjectMapper()
              .writer(new DefaultPrettyPrinter().withObjectIndenter(indent))
              .writeValueAsString(file)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What has a name is written once, and referred to.
  private Map<String, Object> reference(Schema schema) {
    var name =
        switch (schema) {
          case Fields fields -> fields.name();
          case Kinds kinds -> kinds.name();
          case Either either -> either.name();
          case Json _ -> "json";
          case Text _, Flag _, Whole _, Word _, ListOf _, Several _, MapOf _ -> "";
        };
    if (name.isEmpty()) {
      return written(schema);
    }
    var key = name.replace(' ', '_');
    if (schema instanceof Json && definitions.containsKey(key)) {
      return Map.of("$ref", "#/definitions/" + key);
    }
    var before = definitions.put(key, Map.of());
    var now = written(schema);
    definitions.put(key, now);
    if (before != null && !before.equals(now)) {
      throw new IllegalStateException("two things are called '" + name + "'");
    }
    return Map.of("$ref", "#/definitions/" + key);
  }

  private Map<String, Object> written(Schema schema) {
    return switch (schema) {
      case Text text -> text(text);
      case Flag _ -> Map.of("type", "boolean");
      case Whole whole -> whole(whole);
      case Word word -> map("enum", word.words());
      case Json _ -> json();
      case ListOf list -> list(list);
      case Several several -> several(several);
      case MapOf map -> map(map);
      case Fields fields -> new FieldsWriter(fields, this::reference).written();
      case Kinds kinds -> kinds(kinds);
      case Either either -> map("anyOf", either.ways().stream().map(this::reference).toList());
    };
  }

  private static Map<String, Object> text(Text text) {
    if (text.pattern().isEmpty()) {
      var any = map("type", SCALARS);
      putExamples(text, any);
      return any;
    }
    var types = new ArrayList<>(List.of("string"));
    if (Stream.of("0", "1", "1.5", "-1").anyMatch(n -> n.matches(text.pattern()))) {
      types.add("number");
    }
    if ("true".matches(text.pattern())) {
      types.add("boolean");
    }
    var written = map("type", types.size() == 1 ? "string" : types);
    written.put("pattern", pattern(text));
    if (!text.says().isEmpty()) {
      written.put("errorMessage", text.says());
    }
    putExamples(text, written);
    return written;
  }

  private static void putExamples(Text text, Map<String, Object> written) {
    if (!text.examples().isEmpty()) {
      written.put("examples", text.examples());
    }
  }

  /// Of a name, without examples.
  static String pattern(Text text) {
    return "^(?:" + text.pattern() + ")$" + (text.value() ? "|\\$\\{\\{" : "");
  }

  private static Map<String, Object> whole(Whole whole) {
    var written = map("type", whole.value() ? List.of("integer", "string") : "integer");
    written.put("minimum", whole.least());
    if (whole.most() < Integer.MAX_VALUE) {
      written.put("maximum", whole.most());
    }
    if (whole.value()) {
      written.put("pattern", "^[0-9]{1,9}$|\\$\\{\\{");
    }
    return written;
  }

  private static Map<String, Object> json() {
    var again = Map.of("$ref", "#/definitions/json");
    var written = map("type", List.of("object", "array", "string", "number", "boolean"));
    written.put("items", again);
    written.put("additionalProperties", again);
    return written;
  }

  private Map<String, Object> list(ListOf list) {
    var written = map("type", "array");
    written.put("items", reference(list.item()));
    if (list.least() > 0) {
      written.put("minItems", list.least());
    }
    if (list.most() < Integer.MAX_VALUE) {
      written.put("maxItems", list.most());
    }
    return written;
  }

  /// Texts are not made alternatives of: the messages are better without.
  private Map<String, Object> several(Several several) {
    var item = reference(several.item());
    var list = list(new ListOf(several.item(), several.least(), Integer.MAX_VALUE));
    if (!(several.item() instanceof Text)) {
      return map("anyOf", List.of(item, list));
    }
    var types =
        new ArrayList<>(item.get("type") instanceof List<?> types0 ? types0 : List.of("string"));
    var written = new LinkedHashMap<>(item);
    written.putAll(list);
    written.put("type", Stream.concat(types.stream(), Stream.of("array")).toList());
    return written;
  }

  private Map<String, Object> map(MapOf map) {
    var written = map("type", "object");
    if (!map.names().pattern().isEmpty()) {
      written.put("propertyNames", Map.of("pattern", pattern(map.names())));
    }
    written.put("additionalProperties", reference(map.value()));
    if (map.least() > 0) {
      written.put("minProperties", map.least());
    }
    return written;
  }

  /// Each kind is closed, so that editors offer its keys alone; before the kind is known they offer
  /// the keys that tell it.
  private Map<String, Object> kinds(Kinds kinds) {
    var keys = new LinkedHashMap<String, Object>();
    kinds
        .kinds()
        .forEach((key, fields) -> {
          fields.fields().stream()
              .filter(f -> f.key().equals(key) || f.isNeeded())
              .forEach(f -> keys.putIfAbsent(f.key(), FieldsWriter.described(f, this::reference)));
        });
    var written = map("type", "object");
    written.put("properties", keys);
    written.put(
        "anyOf",
        FieldsWriter.required(
            List.copyOf(kinds.kinds().keySet()), "a " + kinds.name() + " needs one of "));
    for (var kind : List.copyOf(kinds.kinds().entrySet()).reversed()) {
      var when = map("type", "object");
      when.put("required", List.of(kind.getKey()));
      var choice = map("if", when);
      choice.put("then", reference(kind.getValue()));
      choice.put("else", written);
      written = choice;
    }
    return written;
  }

  static Map<String, Object> map(String key, Object value) {
    var map = new LinkedHashMap<String, Object>();
    map.put(key, value);
    return map;
  }
}
