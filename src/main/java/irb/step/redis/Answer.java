package irb.step.redis;

import irb.expr.Null;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server answered to a command, without the passwords that may be in it.
final class Answer {
  private final RedisCommand command;
  private final Object value;

  Answer(RedisCommand command, Object value) {
    this.command = command;
    this.value = new Redaction(command).of(value);
  }

  /// The action's fields; `info` is there for `INFO` and `CLUSTER INFO`.
  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("value", value);
    fields.put("text", text());
    if (value instanceof String text
        && (command.name().equals("INFO") || command.fullName().equals("CLUSTER INFO"))) {
      fields.put("info", InfoText.parse(text));
    }
    return fields;
  }

  /// One element a line, what is inside another one indented; a nil is empty.
  String text() {
    var text = new StringBuilder();
    append(text, "", value);
    return text.toString();
  }

  private static void append(StringBuilder text, String indent, Object value) {
    switch (value) {
      case Null _ -> {}
      case List<?> list -> list.forEach(e -> element(text, indent, "", e));
      case Map<?, ?> map -> map.forEach((k, v) -> element(text, indent, k + ":", v));
      default -> text.append(indent).append(value);
    }
  }

  private static void element(StringBuilder text, String indent, String name, Object value) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    var nested = value instanceof List<?> || value instanceof Map<?, ?>;
    if (!nested) {
      text.append(indent).append(name).append(name.isEmpty() ? "" : " ");
      append(text, "", value);
    } else {
      text.append(indent).append(name.isEmpty() ? "-" : name);
      append(text, indent + "  ", value);
    }
  }
}
