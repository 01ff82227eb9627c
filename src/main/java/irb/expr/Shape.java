package irb.expr;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a value looks like before it is there, so that a misspelt field is found at load.
public sealed interface Shape {
  Shape ANY = new Any();
  Shape BOOL = new Single("bool");
  Shape INT = new Single("int");
  Shape NUMBER = new Single("double");
  Shape TEXT = new Single("string");
  Shape TIME = new Single("timestamp");
  Shape DURATION = new Single("duration");

  /// Known only when it is there: a column, a JSON document.
  record Any() implements Shape {}

  /// One value of a CEL type.
  record Single(String type) implements Shape {}

  record ListOf(Shape element) implements Shape {}

  /// Any keys, one kind of value.
  record MapOf(Shape value) implements Shape {}

  /// Exactly these fields.
  record Struct(Map<String, Shape> fields) implements Shape {
    public Struct {
      fields = Map.copyOf(fields);
    }

    /// This struct with the fields of `more` as well.
    public Struct and(Map<String, Shape> more) {
      var all = new LinkedHashMap<>(fields);
      all.putAll(more);
      return new Struct(all);
    }
  }
}
