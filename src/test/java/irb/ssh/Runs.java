package irb.ssh;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Runs commands on the hosts of a target, each with sessions of its own.
final class Runs {
  private Runs() {}

  static RemoteCommand command(String... argv) {
    return new RemoteCommand(List.of(argv), Optional.empty(), Map.of(), Optional.empty());
  }

  static Executor executor(Target.Ssh target, String... argv) {
    return new RemoteExecutor(command(argv), target, Rollout.ALL, Effect.ASSERTED_READ);
  }

  static Outcome run(Target.Ssh target, String... argv) throws Exception {
    return run(executor(target, argv), Mode.READ);
  }

  static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  static CompletableFuture<Outcome> start(Executor executor, Mode mode, Stop stop) {
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

  static void await(BooleanSupplier condition) {
    for (var i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("it did not happen within 20 s");
    }
  }

  /// Seconds that no other test sleeps.
  static String seconds() {
    return "61." + (UUID.randomUUID().getMostSignificantBits() >>> 1);
  }

  static boolean isRunning(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains(marker));
  }
}
