package irb.drill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What drills left behind whose process was killed: servers that still run, and their folders.
final class Orphans {
  private final Path running;

  Orphans(Path running) {
    this.running = running;
  }

  /// Ends the servers and deletes the folders of drills whose owner is gone.
  void clean() {
    var own = ProcessHandle.current().pid() + "-";
    for (var folder : folders()) {
      // opening a lock file of our own and closing it again would drop our lock
      if (!folder.getFileName().toString().startsWith(own) && isOrphaned(folder)) {
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
