package irb.expr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Writes values as JSON, every text of them masked first.
///
/// Times are RFC 3339, durations as [Durations] writes them, what JSON cannot hold (`NaN`) is text.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Masker masker;

  public Json(Masker masker) {
    this.masker = masker;
  }

  /// `value` on one line.
  public String line(Object value) {
    var out = new StringWriter();
    write(value, out);
    return out.toString();
  }

  /// Writes `value` on one line.
  public void write(Object value, Writer out) {
    try (var generator = FACTORY.createGenerator(out)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case String text -> out.writeString(masker.mask(text));
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number when Double.isFinite(number) -> out.writeNumber(number);
      case Instant time -> out.writeString(Times.text(time));
      case Duration duration -> out.writeString(Durations.text(duration));
      case List<?> list -> writeList(out, list);
      case Map<?, ?> map -> writeMap(out, map);
      case Null _ -> out.writeNull();
      default -> out.writeString(masker.mask(value.toString()));
    }
  }

  private void writeList(JsonGenerator out, List<?> list) throws IOException {
    out.writeStartArray();
    for (var element : list) {
      write(out, element);
    }
    out.writeEndArray();
  }

  private void writeMap(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (var entry : map.entrySet()) {
      out.writeFieldName(masker.mask(entry.getKey().toString()));
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }
}
