package irb.step.redis;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Risk;
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One Redis command, e.g. `{target: cache, command: INFO memory}`.
record RedisAction(Optional<Scalar> target, List<Template> words) implements Action {
  static final Map<String, Shape> RESULT =
      Map.of("value", Shape.ANY, "text", Shape.TEXT, "info", new Shape.MapOf(Shape.ANY));

  RedisAction {
    words = List.copyOf(words);
  }

  /// The command in `words`, as far as they are constant.
  static RedisCommand command(List<Template> words) {
    return new RedisCommand(words.stream().map(w -> w.constant().orElse("")).toList());
  }

  @Override
  public String type() {
    return RedisStep.KEY;
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.REDIS);
  }

  @Override
  public List<Slot> slots() {
    var command = command(words);
    var slots = new ArrayList<Slot>();
    for (var i = 0; i < words.size(); i++) {
      slots.add(new Slot(words.get(i), command.isProgram(i) ? Context.PROGRAM : Context.ARGUMENT));
    }
    return slots;
  }

  /// What can never run has no effect; that it cannot is said where it stands.
  @Override
  public Effect effect() {
    var command = command(words);
    return command.isKnown() && command.refusal().isEmpty() ? command.effect() : Effect.PROVEN_READ;
  }

  @Override
  public Risk leastRisk() {
    return command(words).leastRisk();
  }

  @Override
  public Map<String, Shape> result() {
    return RESULT;
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  /// What deletes everything says first how much that is.
  @Override
  public Optional<Action> standardPreview() {
    return switch (command(words).name()) {
      case "FLUSHDB" -> Optional.of(new FlushPreview(target, FlushPreview.Reach.DATABASE));
      case "FLUSHALL" -> Optional.of(new FlushPreview(target, FlushPreview.Reach.SERVER));
      default -> Optional.empty();
    };
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var rendered = new ArrayList<String>();
    for (var word : words) {
      rendered.add(rendering.argument(word));
    }
    return new RedisExecutor(new RedisCommand(rendered), server(target));
  }

  static Target.Redis server(Optional<Target> target) throws ExpressionException {
    if (target.orElse(null) instanceof Target.Redis server) {
      return server;
    }
    throw new ExpressionException("a redis action needs a redis target");
  }
}
