package irb.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The main process of the PostgreSQL server whose data lie in a folder.
record Postmaster(Path data) {
  private static final int PATIENCE_SECONDS = 5;

  /// The process; none when no such server runs.
  Optional<ProcessHandle> process() {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
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
    return process.info().commandLine().filter(l -> l.contains(data.toString())).isPresent();
  }

  /// Ends it, by force when it takes too long.
  void end() {
    process()
        .ifPresent(p -> {
          p.destroy();
          if (!hasEnded(p)) {
            p.destroyForcibly();
            hasEnded(p);
          }
        });
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
