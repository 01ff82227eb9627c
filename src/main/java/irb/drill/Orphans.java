package irb.drill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// What drills left behind whose process was killed: servers that still run, and their folders.
final class Orphans {
  private static final Duration MAKING = Duration.ofMinutes(1);

  private final Path running;
  private final InstantSource clock;

  Orphans(Path running, InstantSource clock) {
    this.running = running;
    this.clock = clock;
  }

  /// Ends the servers and deletes the folders of drills whose owner is gone.
  void clean() {
    var own = ProcessHandle.current().pid() + "-";
    for (var folder : folders()) {
      // opening a lock file of our own and closing it again would drop our lock
      var name = folder.getFileName().toString();
      if (!name.startsWith(own) && !isBeingMade(folder, name) && isOrphaned(folder)) {
        clean(folder);
      }
    }
  }

  private List<Path> folders() {
    if (!Files.isDirectory(running)) {
      return List.of();
    }
    try (var folders = Files.list(running)) {
      return folders.filter(Files::isDirectory).toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// A folder that is being made is not locked yet; it takes no minute.
  private boolean isBeingMade(Path folder, String name) {
    try {
      var made = Files.getLastModifiedTime(folder).toInstant();
      return name.startsWith(Workspace.DRAFT) && made.isAfter(clock.instant().minus(MAKING));
    } catch (IOException _) {
      return true;
    }
  }

  private static boolean isOrphaned(Path folder) {
    try (var channel = FileChannel.open(folder.resolve(Workspace.LOCK), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException _) {
      return false; // it is being made or deleted just now, or it is not ours to judge
    }
  }

  private static void clean(Path folder) {
    try (var targets = Files.list(folder)) {
      targets.filter(Files::isDirectory).forEach(Orphans::end);
      new Tree(folder).delete();
    } catch (IOException _) {
      // the next drill tries again
    }
  }

  private static void end(Path target) {
    ServerProcess.postgres(target.resolve(PgServer.DATA)).end();
    ServerProcess.redis(target).end();
  }
}
