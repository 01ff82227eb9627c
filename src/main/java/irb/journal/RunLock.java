package irb.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The right to go on with one run, held by one process at a time; it ends with that process,
/// whatever ended it. Who holds it is who wrote the run's last record.
public final class RunLock implements AutoCloseable {
  private final TargetLock lock;

  private RunLock(TargetLock lock) {
    this.lock = lock;
  }

  /// Takes it, e.g. for `20261121-013045-7f3a/1`; empty when another process has it.
  public static Optional<RunLock> take(StateFolder state, String run) throws JournalException {
    var slash = run.indexOf('/');
    var folder = state.incident(run.substring(0, slash));
    try {
      return Uninterrupted.call(() -> taken(folder, run.substring(slash + 1)));
    } catch (IOException e) {
      throw JournalException.refused(
          "The lock of run " + run + " in " + folder + " cannot be taken; check the disk.", e);
    }
  }

  private static Optional<RunLock> taken(Path folder, String number) throws IOException {
    var real = folder.toRealPath();
    return TargetLock.take(real.resolve("run-" + number + ".lock")).map(RunLock::new);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // it goes with the process
    }
  }
}
