package irb.step.redis;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs redis actions in tests.
final class Commands {
  static final RedisStep STEP = new RedisStep();

  private Commands() {}

  static Executor executor(Target target, String yaml) throws ExpressionException {
    return executor(target, yaml, Map.of());
  }

  static Executor executor(Target target, String yaml, Map<String, ?> values, Allow... allowed)
      throws ExpressionException {
    return Fixtures.action(STEP, yaml)
        .executor(Fixtures.rendering(values, allowed), Optional.of(target));
  }

  static Outcome run(Target target, Mode mode, String yaml) throws Exception {
    try (var sessions = new Sessions()) {
      return executor(target, yaml).run(Fixtures.call(mode, sessions));
    }
  }

  static Outcome read(Target target, String yaml) throws Exception {
    return run(target, Mode.READ, yaml);
  }

  static Outcome write(Target target, String yaml) throws Exception {
    return run(target, Mode.WRITE, yaml);
  }

  static Call call(Mode mode, Duration timeout, Stop stop, Sessions sessions) {
    return new Call(
        "step",
        "What it does",
        mode,
        timeout,
        OptionalLong.empty(),
        stop,
        sessions,
        "test/1",
        Operator.NOBODY);
  }
}
