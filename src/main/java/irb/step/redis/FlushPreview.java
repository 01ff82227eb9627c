package irb.step.redis;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Call;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts the keys that a flush would delete.
record FlushPreview(Optional<Scalar> target, Reach reach) implements Action {

  /// What a flush empties.
  enum Reach {
    DATABASE("DBSIZE"),
    SERVER("INFO keyspace");

    private final String command;

    Reach(String command) {
      this.command = command;
    }
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
    return List.of();
  }

  @Override
  public Effect effect() {
    return Effect.PROVEN_READ;
  }

  @Override
  public Map<String, Shape> result() {
    return RedisAction.RESULT;
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var server = RedisAction.server(target);
    var counted =
        new RedisExecutor(new RedisCommand(List.of(reach.command.split(" ", -1))), server);
    return new Executor() {
      @Override
      public String text() {
        return counted.text();
      }

      @Override
      public Outcome run(Call call) throws InterruptedException {
        var outcome = counted.run(call);
        return outcome instanceof Outcome.Ok(var fields) ? said(fields, server) : outcome;
      }
    };
  }

  private Outcome said(Map<String, Object> fields, Target.Redis server) {
    var said = new HashMap<>(fields);
    said.put(
        "text",
        switch (reach) {
          case DATABASE -> keys(fields.get("value")) + " in database " + server.database();
          case SERVER -> everywhere(fields.get("info"));
        });
    return new Outcome.Ok(said);
  }

  /// `8 keys in 2 databases (db0: 5, db3: 3)`.
  private static String everywhere(@Nullable Object info) {
    var sizes = new TreeMap<String, Long>();
    if (info instanceof Map<?, ?> keyspace) {
      keyspace.forEach((name, facts) -> {
        if (facts instanceof Map<?, ?> map && map.get("keys") instanceof Long keys) {
          sizes.put(name.toString(), keys);
        }
      });
    }
    var all = sizes.values().stream().mapToLong(Long::longValue).sum();
    var each =
        sizes.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", "));
    var databases = sizes.size() == 1 ? " database" : " databases";
    return sizes.isEmpty()
        ? keys(all)
        : keys(all) + " in " + sizes.size() + databases + " (" + each + ")";
  }

  private static String keys(@Nullable Object count) {
    return count + (Long.valueOf(1).equals(count) ? " key" : " keys");
  }
}
