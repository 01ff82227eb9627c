package irb.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import irb.StepTypes;
import irb.drill.DrillReader;
import irb.expr.Expressions;
import irb.runbook.PlaybookReader;
import irb.runbook.RunbookReader;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Sequence;
import irb.source.Place;
import irb.source.Source;
import irb.source.YamlReader;
import irb.step.StepType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/// A sample read as irb reads a file: what was asked for at each place, and what was found wrong.
final class Reading extends Findings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, StepType> TYPES = StepTypes.all();
  private static final Expressions EXPRESSIONS = new Expressions();

  private final Map<Integer, Set<String>> asked = new HashMap<>();
  private final Node node;
  private final Object sample;

  Reading(SchemaFile kind, Object sample) throws JsonProcessingException {
    this.sample = sample;
    var source = new Source("sample", JSON.writeValueAsString(sample));
    this.node =
        Objects.requireNonNull(new YamlReader(this).read(source).orElse(null), source::text);
    switch (kind) {
      case RUNBOOK -> new RunbookReader(TYPES, this).read(node);
      case PLAYBOOK -> new PlaybookReader(this).read(node);
      case DRILL -> new DrillReader(TYPES, EXPRESSIONS, Path.of("."), this).read(node);
    }
  }

  /// The sample stands on one line.
  @Override
  protected void known(Place place, Set<String> keys) {
    asked.computeIfAbsent(place.column(), _ -> new HashSet<>()).addAll(keys);
  }

  List<String> errors() {
    return all().stream().filter(Finding::isError).map(Finding::text).toList();
  }

  /// What is wrong with it for editors.
  List<String> refused(SchemaFile kind) {
    return Checked.json(kind, EditorView.of(node));
  }

  /// Hands over each mapping of the sample for which keys were asked, with these keys; what is left
  /// was read where the sample has no mapping.
  void mappings(BiConsumer<Map<?, ?>, Set<String>> consumer) {
    mappings(sample, node, consumer);
  }

  private void mappings(Object value, Node at, BiConsumer<Map<?, ?>, Set<String>> consumer) {
    if (value instanceof Map<?, ?> map && at instanceof Mapping mapping) {
      var keys = asked.get(at.place().column());
      if (keys != null) {
        consumer.accept(map, keys);
      }
      mapping
          .entries()
          .forEach(
              e -> mappings(Objects.requireNonNull(map.get(e.key().text())), e.value(), consumer));
    } else if (value instanceof List<?> list && at instanceof Sequence sequence) {
      for (var i = 0; i < list.size(); i++) {
        mappings(list.get(i), sequence.items().get(i), consumer);
      }
    }
  }
}
