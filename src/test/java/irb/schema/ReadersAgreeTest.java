package irb.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import irb.schema.Schema.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The descriptions that the schemas are made of say what the readers read: the same keys, in both
/// directions, and nothing is refused in an editor that irb accepts.
class ReadersAgreeTest {
  /// What samples cannot do better: names in them lead nowhere, and values are those of any type.
  private static final Pattern OF_NO_INTEREST =
      Pattern.compile(
          "(?s).*(a check of the state |the check needs 'target'|only 'exec' is given an effect|nothing reads this 'stdin'|there is no (contact|checklist|channel|severity|target) |parameter 'service' |'(min|max|default)' of ).*");

  private static final List<Object> WRONG =
      List.of("", List.of(), "-", List.of("x"), Map.of(), 7, Map.of("x", "y"), true, -1);

  @ParameterizedTest
  @EnumSource
  void readersAcceptWhatIsDescribedAndAskForNothingElse(SchemaFile kind)
      throws JsonProcessingException {
    var samples = new Samples();
    var asked = new IdentityHashMap<Fields, Set<String>>();
    var elsewhere = new TreeSet<String>();

    for (var sample : samples.of(kind.schema())) {
      var reading = new Reading(kind, sample);
      assertThat(reading.errors())
          .as("%s", sample)
          .allMatch(e -> OF_NO_INTEREST.matcher(e).matches());
      assertThat(reading.refused(kind)).as("%s", sample).isEmpty();
      reading.mappings((map, keys) -> {
        var all = asked.computeIfAbsent(samples.fields(map), _ -> new HashSet<>());
        all.addAll(keys);
        if (samples.isKnown(map)) {
          all.removeAll(beside(samples.fields(map), map));
        } else {
          elsewhere.add(map.keySet() + " with the keys " + keys);
        }
      });
    }

    assertThat(elsewhere).as("mappings that are read, and not described").isEmpty();
    for (var fields : samples.all()) {
      var keys = asked.getOrDefault(fields, Set.of());
      assertThat(keys)
          .as("keys asked for in a %s", fields.name())
          .containsAll(Samples.keys(fields));
      assertThat(samples.family(fields))
          .as("keys described of a %s", fields.name())
          .containsAll(keys);
    }
  }

  private static Set<?> beside(Fields fields, Map<?, ?> map) {
    var beside = new HashSet<Object>(fields.others().isEmpty() ? Set.of() : map.keySet());
    beside.removeAll(Samples.keys(fields));
    return beside;
  }

  @Test
  void editorsRefuseOnlyWhatIrbRefuses() throws JsonProcessingException {
    var tried = new HashSet<String>();
    var wrongly = new ArrayList<String>();

    for (var kind : SchemaFile.values()) {
      var samples = new Samples();
      for (var sample : samples.of(kind.schema())) {
        var here = new ArrayList<Map<String, Object>>();
        collect(sample, here);
        for (var map : here) {
          if (samples.isKnown(map) && tried.add(samples.fields(map).name())) {
            wrongly.addAll(wronglyRefused(kind, sample, map, samples));
          }
        }
      }
    }

    assertThat(wrongly).isEmpty();
  }

  /// What happens to `map`, which stands in `sample`, is taken back.
  private static List<String> wronglyRefused(
      SchemaFile kind, Object sample, Map<String, Object> map, Samples samples)
      throws JsonProcessingException {
    var wrongly = new ArrayList<String>();
    var before = new LinkedHashMap<>(map);
    for (var mutant : mutants(samples.fields(map), samples, before)) {
      map.clear();
      map.putAll(mutant);
      var reading = new Reading(kind, sample);
      if (reading.errors().isEmpty()) {
        reading.refused(kind).forEach(r -> wrongly.add(mutant + ": " + r));
      }
    }
    map.clear();
    map.putAll(before);
    return wrongly;
  }

  /// `map` without each key, with each key that others of its kind have, and with values of another
  /// form.
  private static List<Map<String, Object>> mutants(
      Fields fields, Samples samples, Map<String, Object> map) {
    var mutants = new ArrayList<Map<String, Object>>();
    for (var key : map.keySet()) {
      var without = new LinkedHashMap<>(map);
      without.remove(key);
      mutants.add(without);
      mutants.add(with(map, key, WRONG.get(mutants.size() % WRONG.size())));
    }
    for (var field : fields.fields()) {
      mutants.add(with(map, field.key(), samples.of(field.schema()).getLast()));
    }
    for (var key : samples.family(fields)) {
      mutants.add(with(map, key, "text"));
    }
    return mutants;
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    var with = new LinkedHashMap<>(map);
    with.put(key, value);
    return with;
  }

  @SuppressWarnings("unchecked") // the samples' keys are texts
  private static void collect(Object value, List<Map<String, Object>> found) {
    if (value instanceof LinkedHashMap<?, ?> map) {
      found.add((Map<String, Object>) map);
      map.values().forEach(v -> collect(v, found));
    } else if (value instanceof List<?> list) {
      list.forEach(v -> collect(v, found));
    }
  }
}
