package irb.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What may stand at one place of a file: the reader's counterpart, from which the JSON Schemas of
/// `runbooks/schema` are made. No command looks at it.
public sealed interface Schema {
  String LENGTH = "this is a duration such as 2s, 10m or 1h";

  /// Lengths of time as `irb.expr.Durations` reads them.
  String DURATION = "(?:[0-9]+(?:\\.[0-9]+)?(?:ms|us|ns|[smhdw]))+";

  /// Any scalar, whatever YAML takes it for, that as a whole fits `pattern` (an ECMA 262 one; empty
  /// when anything does), or holds a value where `value`. Of `examples` the first fits; `says` is
  /// what people are told of one that does not.
  record Text(String pattern, boolean value, List<String> examples, String says) implements Schema {
    public Text {
      examples = List.copyOf(examples);
      if (!pattern.isEmpty() && (examples.isEmpty() || !examples.getFirst().matches(pattern))) {
        throw new IllegalArgumentException("an example must fit " + pattern + ": " + examples);
      }
    }

    public Text like(String... written) {
      return new Text(pattern, value, List.of(written), says);
    }

    /// A template may stand here too.
    public Text orValue() {
      return new Text(pattern, true, examples, says);
    }

    public Text says(String message) {
      return new Text(pattern, value, examples, message);
    }
  }

  /// `true` or `false`.
  record Flag() implements Schema {}

  /// A whole number, or a template where `value`.
  record Whole(int least, int most, boolean value) implements Schema {
    public Whole atMost(int limit) {
      return new Whole(least, limit, value);
    }

    public Whole orValue() {
      return new Whole(least, most, true);
    }
  }

  /// One of a few words.
  record Word(List<String> words) implements Schema {
    public Word {
      words = List.copyOf(words);
    }
  }

  /// Any JSON but nulls.
  record Json() implements Schema {}

  /// A list of one kind of thing.
  record ListOf(Schema item, int least, int most) implements Schema {}

  /// A list whose only element may stand there alone.
  record Several(Schema item, int least) implements Schema {}

  /// Names, which the author chooses, with a value each; an empty `names` fits all of them.
  record MapOf(Text names, Schema value, int least) implements Schema {}

  /// Keys that are known. Where `others` is something, keys that fit it may stand beside them.
  record Fields(String name, List<Field> fields, List<Rule> rules, List<MapOf> others)
      implements Schema {
    public Fields {
      fields = List.copyOf(fields);
      rules = List.copyOf(rules);
      others = List.copyOf(others);
    }

    public Fields with(Rule... more) {
      return new Fields(
          name, fields, Stream.concat(rules.stream(), Arrays.stream(more)).toList(), others);
    }

    public Fields with(MapOf beside) {
      return new Fields(name, fields, rules, List.of(beside));
    }
  }

  /// Keys that depend on which one of a few stands there, e.g. the phase of a step.
  record Kinds(String name, Map<String, Fields> kinds) implements Schema {
    public Kinds {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }
  }

  /// One of several forms.
  record Either(String name, List<Schema> ways) implements Schema {
    public Either {
      ways = List.copyOf(ways);
    }
  }

  static Text text() {
    return new Text("", false, List.of(), "");
  }

  static Text text(String pattern, String... examples) {
    return new Text(pattern, false, List.of(examples), "");
  }

  /// Some text that says something.
  static Text words() {
    return text("[\\s\\S]*\\S[\\s\\S]*", "text").says("this says nothing");
  }

  static Text date() {
    return text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-21")
        .says("this is a date such as 2026-11-21");
  }

  static Text duration() {
    return text(DURATION, "10m").says(LENGTH);
  }

  static Text durationAboveZero() {
    return text("(?=.*[1-9])" + DURATION, "10s").says(LENGTH);
  }

  static Flag flag() {
    return new Flag();
  }

  static Whole whole(int least) {
    return new Whole(least, Integer.MAX_VALUE, false);
  }

  static <E extends Enum<E>> Word word(Class<E> words) {
    return word(Arrays.stream(words.getEnumConstants()).map(Enum::toString).toList());
  }

  static Word word(List<String> words) {
    return new Word(words);
  }

  static Json json() {
    return new Json();
  }

  static ListOf list(Schema item) {
    return new ListOf(item, 0, Integer.MAX_VALUE);
  }

  static Several several(Schema item) {
    return new Several(item, 0);
  }

  /// Several, and at least one.
  static Several some(Schema item) {
    return new Several(item, 1);
  }

  static MapOf map(Schema value) {
    return map(text(), value);
  }

  static MapOf map(Text names, Schema value) {
    return new MapOf(names, value, 0);
  }

  static Fields fields(String name, Field... fields) {
    return fields(name, List.of(fields));
  }

  static Fields fields(String name, List<Field> fields) {
    return new Fields(name, fields, List.of(), List.of());
  }

  static Either either(String name, Schema... ways) {
    return new Either(name, List.of(ways));
  }
}
