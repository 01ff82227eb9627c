package irb.step.shell;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Inherited;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// This machine as a target, in a folder of the test's own.
record Machine(Path dir) {
  static final Duration GRACE = Duration.ofMillis(300);

  Target.Local target() {
    return new Target.Local("server", dir, Inherited.of(System.getenv()), Map.of());
  }

  Executor executor(String yaml) throws ExpressionException {
    return executor(yaml, Map.of());
  }

  Executor executor(String yaml, Map<String, ?> values, Allow... allowed)
      throws ExpressionException {
    return Fixtures.action(new ShellStep(), yaml)
        .executor(Fixtures.rendering(values, allowed), Optional.of(target()));
  }

  Outcome run(String yaml) throws Exception {
    return run(executor(yaml));
  }

  static Outcome run(Executor executor) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(Mode.WRITE, sessions));
    }
  }

  /// A shell script with a short grace, for tests of how it is stopped.
  Executor impatient(String script) {
    return new ShellExecutor(
        new irb.process.Command(
            java.util.List.of("sh", "-c", script),
            dir,
            target().inherited(),
            Map.of(),
            Optional.empty()),
        irb.step.Effect.WRITE,
        GRACE);
  }

  CompletableFuture<Outcome> start(Executor executor, Mode mode, Stop stop) {
    var outcome = new CompletableFuture<Outcome>();
    Thread.startVirtualThread(() -> {
      try (var sessions = new Sessions()) {
        Call call = Fixtures.call(mode, stop, sessions);
        outcome.complete(executor.run(call));
      } catch (Exception e) {
        outcome.completeExceptionally(e);
      }
    });
    return outcome;
  }

  void awaitFile(String name) {
    await(() -> Files.exists(dir.resolve(name)));
  }

  static void await(BooleanSupplier condition) {
    for (var i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("it did not happen within 10 s");
    }
  }

  /// Seconds that no other test sleeps, so that its `sleep` can be told from all others.
  static String seconds() {
    return "61." + (UUID.randomUUID().getMostSignificantBits() >>> 1);
  }

  static boolean isRunning(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains(marker));
  }
}
