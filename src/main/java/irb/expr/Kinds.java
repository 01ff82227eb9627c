package irb.expr;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the JSON of a value does not say: which of its texts are times, durations or numbers that
/// JSON has no word for. Kept beside the JSON, it makes the value of it again.
///
/// A kind stands under the path of its value, e.g. `/rows/*/since` → `time`; `*` is every element
/// of a list, and a number is one of them where they differ.
public final class Kinds {
  private static final String TIME = "time";
  private static final String DURATION = "duration";
  private static final String DOUBLE = "double";

  private Kinds() {}

  /// The kinds in `value`; empty when its JSON says all there is to say.
  public static Map<String, String> of(Map<String, Object> value) {
    var found = new Found();
    found.look(value, "", "");
    return found.kinds();
  }

  /// The value whose JSON is `json` and whose kinds are `kinds`. What was masked in it is gone: it
  /// is left out of a map, and null in a list, so that no mask is ever taken for the value.
  public static Map<String, Object> restored(Map<String, Object> json, Map<String, String> kinds) {
    return map(json, kinds, "", "");
  }

  /// Whether a secret was masked somewhere in `json`.
  public static boolean isMasked(Object json) {
    return switch (json) {
      case String text -> text.contains(Masker.MARK);
      case Map<?, ?> map -> map.values().stream().anyMatch(Kinds::isMasked);
      case List<?> list -> list.stream().anyMatch(Kinds::isMasked);
      default -> false;
    };
  }

  private static Map<String, Object> map(
      Map<?, ?> json, Map<String, String> kinds, String path, String pattern) {
    var restored = new LinkedHashMap<String, Object>();
    json.forEach((key, value) -> {
      var name = key.toString();
      value(value, kinds, path + step(name), pattern + step(name))
          .ifPresent(v -> restored.put(name, v));
    });
    return restored;
  }

  private static Optional<Object> value(
      Object json, Map<String, String> kinds, String path, String pattern) {
    return switch (json) {
      case Map<?, ?> map -> Optional.of(map(map, kinds, path, pattern));
      case List<?> list -> {
        var restored = new ArrayList<Object>();
        for (var i = 0; i < list.size(); i++) {
          restored.add(value(list.get(i), kinds, path + "/" + i, pattern + "/*").orElse(Null.NULL));
        }
        yield Optional.of(restored);
      }
      case String text when text.contains(Masker.MARK) -> Optional.empty();
      case String text ->
          Optional.of(text(text, kinds.getOrDefault(path, kinds.getOrDefault(pattern, ""))));
      default -> Optional.of(json);
    };
  }

  private static Object text(String text, String kind) {
    return switch (kind) {
      case TIME -> time(text);
      case DURATION -> duration(text);
      case DOUBLE -> Double.valueOf(text);
      default -> text;
    };
  }

  private static Object time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return text;
    }
  }

  private static Object duration(String text) {
    var negative = text.startsWith("-");
    return Durations.read(negative ? text.substring(1) : text)
        .<Object>map(d -> negative ? d.negated() : d)
        .orElse(text);
  }

  private static String step(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /// A walk over a value.
  private static final class Found {
    private record Leaf(String path, String pattern, String kind) {}

    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<String, Set<String>> kindsOf = new LinkedHashMap<>();

    void look(Object value, String path, String pattern) {
      switch (value) {
        case Map<?, ?> map ->
            map.forEach(
                (key, v) -> look(v, path + step(key.toString()), pattern + step(key.toString())));
        case List<?> list -> {
          if (!(list instanceof Lines)) {
            for (var i = 0; i < list.size(); i++) {
              look(list.get(i), path + "/" + i, pattern + "/*");
            }
          }
        }
        case Instant _ -> leaf(path, pattern, TIME);
        case Duration _ -> leaf(path, pattern, DURATION);
        case Double number when !Double.isFinite(number) -> leaf(path, pattern, DOUBLE);
        case String _ -> leaf(path, pattern, "");
        default -> {
          // JSON has a word for it
        }
      }
    }

    private void leaf(String path, String pattern, String kind) {
      if (!kind.isEmpty()) {
        leaves.add(new Leaf(path, pattern, kind));
      }
      kindsOf.computeIfAbsent(pattern, _ -> new HashSet<>()).add(kind);
    }

    Map<String, String> kinds() {
      var kinds = new LinkedHashMap<String, String>();
      for (var leaf : leaves) {
        var same = kindsOf.getOrDefault(leaf.pattern(), Set.of()).size() == 1;
        kinds.put(same ? leaf.pattern() : leaf.path(), leaf.kind());
      }
      return kinds;
    }
  }
}
