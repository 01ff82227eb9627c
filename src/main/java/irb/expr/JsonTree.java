package irb.expr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A JSON document as its author wrote it in YAML, with templates where its texts are.
public sealed interface JsonTree {
  /// The document under `node`; empty when there is nothing but a null, which is reported.
  static java.util.Optional<JsonTree> read(irb.source.Node node, irb.source.Findings findings) {
    return new JsonReader(findings).read(node);
  }

  Stream<Template> templates();

  /// The document with its values, as [JsonText] writes it.
  Object render(Rendering rendering) throws ExpressionException;

  /// `true`, `false` or a number, written as it stands there, e.g. `1.10`.
  record Literal(String text) implements JsonTree {
    @Override
    public Stream<Template> templates() {
      return Stream.of();
    }

    @Override
    public Object render(Rendering rendering) {
      return this;
    }
  }

  /// A text; one that is nothing but a hole is its value, whatever type that has.
  record Value(Template template) implements JsonTree {
    @Override
    public Stream<Template> templates() {
      return Stream.of(template);
    }

    @Override
    public Object render(Rendering rendering) throws ExpressionException {
      return checked(rendering.value(template));
    }

    private Object checked(Object value) throws ExpressionException {
      return switch (value) {
        case String text -> wellFormed(text);
        case Secret secret -> {
          wellFormed(secret.reveal());
          yield secret;
        }
        case Double number when !Double.isFinite(number) ->
            throw refused(number + " is no number in JSON");
        case Long _, Integer _, Double _, Boolean _, Null _ -> value;
        case Instant time -> Times.text(time);
        case Duration duration -> Durations.text(duration);
        case List<?> list -> checkedList(list);
        case Map<?, ?> map -> checkedMap(map);
        default -> throw refused("a value of this kind cannot stand in JSON");
      };
    }

    private List<Object> checkedList(List<?> list) throws ExpressionException {
      var checked = new ArrayList<Object>();
      for (var item : list) {
        checked.add(checked(item));
      }
      return checked;
    }

    private Map<String, Object> checkedMap(Map<?, ?> map) throws ExpressionException {
      var checked = new LinkedHashMap<String, Object>();
      for (var entry : map.entrySet()) {
        checked.put(wellFormed(entry.getKey().toString()), checked(entry.getValue()));
      }
      return checked;
    }

    private String wellFormed(String text) throws ExpressionException {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw refused("the value holds half a character (a lone surrogate)");
      }
      return text;
    }

    private ExpressionException refused(String why) {
      var whole = template.whole();
      return whole.isPresent()
          ? new ExpressionException(whole.get(), why)
          : new ExpressionException(template.place() + ": " + why);
    }
  }

  record Items(List<JsonTree> items) implements JsonTree {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Stream<Template> templates() {
      return items.stream().flatMap(JsonTree::templates);
    }

    @Override
    public Object render(Rendering rendering) throws ExpressionException {
      var rendered = new ArrayList<Object>();
      for (var item : items) {
        rendered.add(item.render(rendering));
      }
      return rendered;
    }
  }

  /// In the order they are written.
  record Fields(Map<String, JsonTree> fields) implements JsonTree {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Stream<Template> templates() {
      return fields.values().stream().flatMap(JsonTree::templates);
    }

    @Override
    public Object render(Rendering rendering) throws ExpressionException {
      var rendered = new LinkedHashMap<String, Object>();
      for (var field : fields.entrySet()) {
        rendered.put(field.getKey(), field.getValue().render(rendering));
      }
      return rendered;
    }
  }
}
