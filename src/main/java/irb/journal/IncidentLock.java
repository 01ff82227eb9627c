package irb.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// The right to append to one incident, held against every other thread and process.
final class IncidentLock implements AutoCloseable {
  // Static, because a FileLock belongs to the whole JVM: the second Journal of one JVM on one
  // incident would get an OverlappingFileLockException, and on Linux its closing of `lock` would
  // silently drop the lock of the first. So within a JVM at most one has `lock` open at a time.
  private static final ReentrantLock[] OF_THIS_JVM =
      IntStream.range(0, 64).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  private static final Set<StandardOpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final ReentrantLock inProcess;
  private final FileChannel channel;

  private IncidentLock(ReentrantLock inProcess, FileChannel channel) {
    this.inProcess = inProcess;
    this.channel = channel;
  }

  /// Waits until nobody else appends to the incident in `folder`.
  static IncidentLock of(Path folder) throws IOException {
    var real = folder.toRealPath();
    var inProcess = OF_THIS_JVM[Math.floorMod(real.hashCode(), OF_THIS_JVM.length)];
    inProcess.lock();
    try {
      return new IncidentLock(inProcess, locked(real.resolve("lock")));
    } catch (IOException | RuntimeException e) {
      inProcess.unlock();
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    var channel = FileChannel.open(file, OPTIONS, RealDisk.mode("rw-------"));
    try {
      var _ = channel.lock();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      inProcess.unlock();
    }
  }
}
