package irb.step.run;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Nested;
import irb.step.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Another runbook, e.g. `{runbook: restart-app, with: {service: api}}`; `known` is there once that
/// one was loaded.
record RunAction(Nested run, Optional<Nested.Known> known) implements Action {
  @Override
  public String type() {
    return RunStep.KEY;
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
    return run.with().values().stream()
        .flatMap(g -> g.texts().stream())
        .map(t -> new Slot(t, Context.PARAMETER))
        .toList();
  }

  /// Where the other runbook could not be loaded, that is said, and nothing more.
  @Override
  public Effect effect() {
    return known.map(Nested.Known::effect).orElse(Effect.PROVEN_READ);
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of(
        "ended",
        Shape.TEXT,
        "exit",
        Shape.INT,
        "steps",
        known.<Shape>map(k -> new Shape.Struct(k.steps())).orElse(Shape.ANY));
  }

  @Override
  public boolean parallel() {
    return false;
  }

  @Override
  public Optional<Nested> nested() {
    return Optional.of(run);
  }

  @Override
  public Action knowing(Nested.Known now) {
    return new RunAction(run, Optional.of(now));
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    return new RunText(RunText.of(run, rendering));
  }
}
