package irb.step;

import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.source.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A runbook of the same playbook that an action runs, e.g. `restart-app`, and what it is given for
/// its parameters.
public record Nested(Scalar runbook, Map<Scalar, Given> with) {
  public Nested {
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
  }

  /// The value of a parameter as written: one text, or the elements of a list.
  public record Given(List<Template> texts, boolean isList, Place place) {
    public Given {
      texts = List.copyOf(texts);
    }
  }

  /// What is known of the runbook once it is loaded: the worst that one of its steps does, and the
  /// results of its steps by id.
  public record Known(Effect effect, Map<String, irb.expr.Shape> steps) {
    public Known {
      steps = Map.copyOf(steps);
    }
  }
}
