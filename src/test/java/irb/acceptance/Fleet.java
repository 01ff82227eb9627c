package irb.acceptance;

import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.schema.Field;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Call;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.StepType;
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A step type that changes as many hosts as it is told to, and only notes that it did: `fleet: 3`.
final class Fleet implements StepType {
  private final List<Integer> changed = new ArrayList<>();

  /// How many hosts each run of it acted on.
  List<Integer> changed() {
    return List.copyOf(changed);
  }

  @Override
  public String key() {
    return "fleet";
  }

  @Override
  public String help() {
    return "a test's own";
  }

  @Override
  public String example() {
    return "";
  }

  @Override
  public Schema schema() {
    return Schema.fields("fleet", Field.field("hosts", Schema.whole(1), "how many"));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, "a fleet", findings);
    var hosts = form.number("hosts", 1).orElse(1);
    form.done();
    return Optional.of(new Change(hosts, changed));
  }

  private record Change(int hosts, List<Integer> changed) implements Action {
    @Override
    public String type() {
      return "fleet";
    }

    @Override
    public Optional<Scalar> target() {
      return Optional.empty();
    }

    @Override
    public Set<Target.Kind> targetKinds() {
      return Set.of();
    }

    @Override
    public List<Slot> slots() {
      return List.of();
    }

    @Override
    public Effect effect() {
      return Effect.WRITE;
    }

    @Override
    public Map<String, Shape> result() {
      return Map.of();
    }

    @Override
    public Executor executor(Rendering rendering, Optional<Target> target) {
      return new Executor() {
        @Override
        public String text() {
          return "change all";
        }

        @Override
        public int targets() {
          return hosts;
        }

        @Override
        public Outcome run(Call call) {
          changed.add(hosts);
          return new Outcome.Ok(Map.of());
        }
      };
    }
  }
}
