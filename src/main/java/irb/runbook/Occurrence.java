package irb.runbook;

import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.source.Place;
import java.util.Optional;

/// Finds where in a part of a file a word stands, to blame that word and not the whole part.
record Occurrence(Form form, String key) {

  Place of(String word) {
    return form.node(key).flatMap(n -> find(n, word)).orElse(form.keyPlace(key));
  }

  private static Optional<Place> find(Node node, String word) {
    return switch (node) {
      case Scalar scalar ->
          scalar.text().equals(word) ? Optional.of(scalar.place()) : Optional.empty();
      case Sequence list -> list.items().stream().flatMap(n -> find(n, word).stream()).findFirst();
      case Mapping map ->
          map.entries().stream().flatMap(e -> find(e.value(), word).stream()).findFirst();
    };
  }
}
