package irb.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import irb.expr.Null;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes records of lines.
final class RecordParser {
  // what the writer let pass must be readable again, whatever its lengths
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_100)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private RecordParser() {}

  static Record record(byte[] line) throws IOException {
    var fields = new Fields(map(line));
    if (fields.number("v") != 1) {
      throw new IOException("a record of version " + fields.number("v") + ": use a newer irb");
    }
    return new Record(
        fields.number("seq"),
        Instant.parse(fields.text("ts")),
        fields.number("mono"),
        fields.text("incident"),
        fields.maybe("run"),
        fields.text("actor"),
        fields.text("host"),
        fields.number("pid"),
        fields.text("type"),
        fields.maybe("step"),
        (int) fields.number("attempt"),
        fields.data(),
        fields.text("h"));
  }

  private record Fields(Map<String, Object> all) {
    String text(String name) throws IOException {
      return maybe(name).orElseThrow(() -> new IOException("without " + name));
    }

    Optional<String> maybe(String name) {
      return all.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    long number(String name) {
      return all.get(name) instanceof Long number ? number : 0;
    }

    Map<String, Object> data() {
      var data = new LinkedHashMap<String, Object>();
      if (all.get("data") instanceof Map<?, ?> map) {
        map.forEach((key, value) -> data.put(String.valueOf(key), value));
      }
      return data;
    }
  }

  /// The JSON object in `bytes`; whole numbers as Long, others as Double, null as [Null].
  static Map<String, Object> map(byte[] bytes) throws IOException {
    try (var parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      return object(parser);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    var map = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    var list = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> Null.NULL;
    };
  }
}
