package irb.expr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Writes a rendered [JsonTree]: once as it is sent, once as people see it.
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final boolean reveal;

  private JsonText(boolean reveal) {
    this.reveal = reveal;
  }

  /// On one line, every secret in it revealed.
  public static String sent(Object value) {
    return new JsonText(true).text(value);
  }

  /// Indented, secrets by name.
  public static String shown(Object value) {
    return new JsonText(false).text(value);
  }

  private String text(Object value) {
    var out = new StringWriter();
    try (var generator = FACTORY.createGenerator(out)) {
      if (!reveal) {
        var lines = new DefaultIndenter("  ", "\n");
        generator.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      }
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case JsonTree.Literal(var text) when text.equals("true") || text.equals("false") ->
          out.writeBoolean(text.equals("true"));
      case JsonTree.Literal(var text) -> out.writeNumber(text);
      case Secret secret -> out.writeString(reveal ? secret.reveal() : secret.toString());
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Null _ -> out.writeNull();
      case List<?> list -> {
        out.writeStartArray();
        for (var item : list) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (var entry : map.entrySet()) {
          out.writeFieldName(entry.getKey().toString());
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      default -> throw new IllegalStateException("no JSON: " + value.getClass());
    }
  }
}
