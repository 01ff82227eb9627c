package irb.step;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Node.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a step does, as its YAML says it; templates are not rendered yet.
public interface Action {
  /// The key it stands under, e.g. `sql`.
  String type();

  /// The target as written.
  Optional<Scalar> target();

  /// The kinds of target it can run on; empty when it needs none.
  Set<Target.Kind> targetKinds();

  /// Every template in it, and what a value becomes there.
  List<Slot> slots();

  Effect effect();

  /// The least risk it may be given; a write that destroys everything is never `low`.
  default Risk leastRisk() {
    return Risk.LOW;
  }

  /// The fields of its result, besides `ok outcome reason at millis`.
  Map<String, Shape> result();

  /// Whether it acts through a function whose effect no transaction takes back, so that what it
  /// acts on must have been shown before: `SELECT pg_terminate_backend(…)`.
  default boolean takesObjectsFromPreview() {
    return false;
  }

  /// What it would touch, read and shown before it when its step writes no preview of its own.
  default Optional<Action> standardPreview() {
    return Optional.empty();
  }

  /// Whether it has an output that `save` can keep.
  default boolean hasOutput() {
    return false;
  }

  /// Whether it may run beside its neighbours.
  default boolean parallel() {
    return true;
  }

  /// What it names that only the playbook knows.
  default List<Borrowed> borrowed() {
    return List.of();
  }

  /// What people are asked for before it is rendered; the answers are its `fields`.
  default List<Blank> blanks() {
    return List.of();
  }

  /// Whether people outside of the organisation hear of it, so that it is always approved first.
  default boolean isExternal() {
    return false;
  }

  /// What is known of it before the first step, when `environment` has values for `env` alone.
  default Readiness readiness(Rendering environment) {
    return Readiness.FINE;
  }

  /// The same action with the channel that it names.
  default Action with(Channel channel) {
    return this;
  }

  /// The same action with the message that it names.
  default Action with(Wording wording) {
    return this;
  }

  /// Reports what is wrong with it once it has what it borrows.
  default void check(Findings findings) {}

  /// The same action with the texts behind what it borrows.
  default Action with(Borrowed borrowed, List<Template> texts) {
    return this;
  }

  /// The runbook it runs. Such an action is carried out by the engine and not by its executor.
  default Optional<Nested> nested() {
    return Optional.empty();
  }

  /// The same action, now that the runbook it runs is known.
  default Action knowing(Nested.Known known) {
    return this;
  }

  /// The action with its values, ready to run on `target` (empty for an action without one).
  Executor executor(Rendering rendering, Optional<Target> target) throws ExpressionException;
}
