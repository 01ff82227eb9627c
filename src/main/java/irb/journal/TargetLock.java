package irb.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One target's lock in the hands of this process. The system takes it back when the process dies,
/// of whatever.
final class TargetLock implements AutoCloseable {
  // Static, because a FileLock belongs to the whole JVM: on Linux, a second run of one JVM that
  // opens the file only to find it locked would, on closing it, silently drop the lock of the
  // first.
  // So within a JVM a lock file is open at most once.
  private static final Set<Path> OF_THIS_JVM = ConcurrentHashMap.newKeySet();

  private static final Set<StandardOpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path file;
  private final FileChannel channel;

  private TargetLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// The lock on `file`, a path without links; empty when another run has it.
  static Optional<TargetLock> take(Path file) throws IOException {
    if (!OF_THIS_JVM.add(file)) {
      return Optional.empty();
    }
    var taken = Optional.<TargetLock>empty();
    try {
      taken = locked(file);
      return taken;
    } finally {
      if (taken.isEmpty()) {
        OF_THIS_JVM.remove(file);
      }
    }
  }

  private static Optional<TargetLock> locked(Path file) throws IOException {
    var channel = FileChannel.open(file, OPTIONS, RealDisk.mode("rw-------"));
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new TargetLock(file, channel));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OF_THIS_JVM.remove(file);
    }
  }
}
