package irb.schema;

import irb.schema.Rule.AtLeastOne;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Rule.Excludes;
import irb.schema.Rule.NeededUnless;
import irb.schema.Rule.Needs;
import irb.schema.Rule.Unfit;
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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// What a description allows: every form of everything in it stands in one of the samples, with as
/// much beside it as may stand there.
final class Samples {
  private final IdentityHashMap<Schema, List<Object>> made = new IdentityHashMap<>();
  private final Set<Schema> used = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Object, Fields> mappings = new IdentityHashMap<>();
  private final IdentityHashMap<Fields, Set<String>> relatives = new IdentityHashMap<>();

  /// The mapping that `sample`, a map within one of the samples, was made from.
  Fields fields(Map<?, ?> sample) {
    return mappings.getOrDefault(sample, Schema.fields("", List.of()));
  }

  boolean isKnown(Map<?, ?> sample) {
    return mappings.containsKey(sample);
  }

  /// The keys of `fields`, and those of the other kinds of the same thing.
  Set<String> family(Fields fields) {
    return relatives.getOrDefault(fields, keys(fields));
  }

  Set<Fields> all() {
    var all = Collections.<Fields>newSetFromMap(new IdentityHashMap<>());
    all.addAll(mappings.values());
    return all;
  }

  static Set<String> keys(Fields fields) {
    var keys = new LinkedHashSet<String>();
    fields.fields().forEach(f -> keys.add(f.key()));
    return keys;
  }

  /// The last of them is the one that stands in the samples of other things.
  List<Object> of(Schema schema) {
    var known = made.get(schema);
    if (known == null) {
      known = List.copyOf(make(schema));
      made.put(schema, known);
    }
    return known;
  }

  private List<?> make(Schema schema) {
    return switch (schema) {
      case Text text -> text.examples().isEmpty() ? List.of("text") : text.examples().reversed();
      case Flag _ -> List.of(true, false);
      case Whole whole -> List.of(Math.max(whole.least(), 1));
      case Word word -> word.words().reversed();
      case Json _ -> List.of(Map.of("a", List.of(1, "x", true)));
      case ListOf list -> {
        var all = new ArrayList<Object>(of(list.item()).stream().map(List::of).toList());
        if (list.least() == 0) {
          all.add(List.of());
        }
        yield all;
      }
      case Several several -> {
        var all = new ArrayList<Object>(of(several.item()).stream().map(List::of).toList());
        all.add(of(several.item()).getLast());
        yield all;
      }
      case MapOf map -> {
        var all = new ArrayList<Object>(of(map.value()).stream().map(v -> map(map, v)).toList());
        if (map.least() == 0) {
          all.add(Map.of());
        }
        yield all;
      }
      case Fields fields -> fields(fields);
      case Kinds kinds -> {
        var family = new LinkedHashSet<String>();
        kinds.kinds().values().forEach(f -> family.addAll(keys(f)));
        kinds.kinds().values().forEach(f -> relatives.put(f, family));
        yield kinds.kinds().values().stream().flatMap(f -> of(f).stream()).toList();
      }
      case Either either -> either.ways().stream().flatMap(w -> of(w).stream()).toList();
    };
  }

  private static Map<String, Object> map(MapOf map, Object value) {
    var names = map.names().examples().isEmpty() ? List.of("name") : map.names().examples();
    var made = new LinkedHashMap<String, Object>();
    IntStream.range(0, Math.max(1, map.least())).forEach(i -> made.put(names.get(i), value));
    return made;
  }

  private List<Object> fields(Fields fields) {
    var all = new ArrayList<Object>();
    for (var field : fields.fields()) {
      for (var value : used.add(field.schema()) ? of(field.schema()) : last(field)) {
        var sample = around(fields, field, value);
        mappings.put(sample, fields);
        all.add(sample);
      }
    }
    return all;
  }

  /// Of what stands in several places, every form is tried in one of them.
  private List<Object> last(Field field) {
    return List.of(of(field.schema()).getLast());
  }

  /// As much as may stand beside `field` when it is `value`.
  private Map<String, Object> around(Fields fields, Field field, Object value) {
    var sample = new LinkedHashMap<String, Object>();
    sample.put(field.key(), value);
    for (var neededFirst : List.of(true, false)) {
      for (var other : fields.fields()) {
        if (neededFirst == other.isNeeded()) {
          of(other.schema()).reversed().stream()
              .filter(v -> fields.rules().stream().allMatch(r -> fits(r, sample, other.key(), v)))
              .findFirst()
              .ifPresent(v -> sample.putIfAbsent(other.key(), v));
        }
      }
    }
    // what needs something that does not fit must go as well
    fields
        .rules()
        .forEach(r -> {
          if (r instanceof Needs(var key, var other) && !sample.containsKey(other)) {
            sample.remove(key);
          }
        });
    fields.others().forEach(o -> sample.putAll(map(o, of(o.value()).getLast())));
    return sample;
  }

  private static boolean fits(Rule rule, Map<String, Object> sample, String key, Object value) {
    return switch (rule) {
      case ExactlyOne(var keys) ->
          !keys.contains(key)
              || sample.containsKey(key)
              || keys.stream().noneMatch(sample::containsKey);
      case Excludes(var one, var others) ->
          !(key.equals(one) && others.stream().anyMatch(sample::containsKey))
              && !(others.contains(key) && sample.containsKey(one));
      case Unfit(var one, var words, var others) ->
          !(others.contains(key) && words.contains(String.valueOf(sample.get(one))))
              && !(key.equals(one)
                  && words.contains(String.valueOf(value))
                  && others.stream().anyMatch(sample::containsKey));
      case AtLeastOne _, Needs _, NeededUnless _ -> true;
    };
  }
}
