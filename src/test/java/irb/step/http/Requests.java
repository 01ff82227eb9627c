package irb.step.http;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Makes executors from YAML and runs them.
final class Requests {
  private Requests() {}

  static Executor executor(String yaml, String url) throws ExpressionException {
    return executor(yaml, url, Map.of(), Map.of());
  }

  static Executor executor(
      String yaml, String url, Map<String, Object> headers, Map<String, ?> values)
      throws ExpressionException {
    return Fixtures.action(new HttpStep(), yaml)
        .executor(Fixtures.rendering(values), Optional.of(new Target.Http("api", url, headers)));
  }

  static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  static Outcome read(String yaml, String url) throws Exception {
    return run(executor(yaml, url), Mode.READ);
  }

  static Outcome write(String yaml, String url) throws Exception {
    return run(executor(yaml, url), Mode.WRITE);
  }

  /// A call with a `timeout` of its own, which nobody watches.
  static Call call(Mode mode, Duration timeout, Stop stop, Sessions sessions) {
    return new Call(
        "step",
        "title",
        mode,
        timeout,
        OptionalLong.empty(),
        stop,
        sessions,
        "test/1",
        Operator.NOBODY);
  }

  /// Runs `executor` until `begun`, then stops it.
  static Outcome stopped(Executor executor, Call call, CompletableFuture<?> begun, Stop.Cause cause)
      throws Exception {
    var outcome = new CompletableFuture<Outcome>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(executor.run(call));
          } catch (InterruptedException | RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    begun.get(10, TimeUnit.SECONDS);
    call.stop().ask(cause);
    return outcome.get(5, TimeUnit.SECONDS);
  }
}
