package irb.acceptance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// How long this machine kept a thread waiting that only wanted to sleep for a moment: what a test
/// of deadlines has to allow for while others use the processors.
public final class Lag implements AutoCloseable {
  private static final long NAP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long USUAL = TimeUnit.MILLISECONDS.toNanos(2);

  private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);
  private volatile boolean over;
  private final AtomicLong total = new AtomicLong();

  private void watch() {
    while (!over) {
      var before = System.nanoTime();
      LockSupport.parkNanos(NAP);
      total.addAndGet(Math.max(0, System.nanoTime() - before - NAP - USUAL));
    }
  }

  /// All of it, since the start.
  public Duration total() {
    return Duration.ofNanos(total.get());
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
