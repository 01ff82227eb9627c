package irb.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The main process of a server that wrote its number into a file; `mark` is a part of its command
/// line that no other process has.
record ServerProcess(Path pidFile, String mark) {
  private static final int PATIENCE_SECONDS = 5;

  /// The PostgreSQL server whose data lie in a folder.
  static ServerProcess postgres(Path data) {
    return new ServerProcess(data.resolve("postmaster.pid"), data.toString());
  }

  /// The Redis server whose files lie in a folder.
  static ServerProcess redis(Path home) {
    return new ServerProcess(home.resolve("redis.pid"), home.toString());
  }

  /// The process; none when no such server runs.
  Optional<ProcessHandle> process() {
    try (var lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(p -> p.matches("\\d{1,18}"))
          .flatMap(p -> ProcessHandle.of(Long.parseLong(p)))
          .filter(this::isOurs);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The number may belong to another process by now.
  private boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().filter(l -> l.contains(mark)).isPresent();
  }

  /// Ends it, by force when it takes too long.
  void end() {
    process().ifPresent(ServerProcess::end);
  }

  /// Ends `process`, by force when it takes too long.
  static void end(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process)) {
      process.destroyForcibly();
      hasEnded(process);
    }
  }

  private static boolean hasEnded(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
