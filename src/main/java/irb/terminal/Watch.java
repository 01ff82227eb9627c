package irb.terminal;

import irb.engine.Interrupts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Wakes the thread that waits for a person when a signal ends the run, and no longer than it
/// waits.
final class Watch implements AutoCloseable {
  private static final long LOOKS_EVERY_MILLIS = 50;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread asking = Thread.currentThread();
  private boolean fired;

  Watch(Interrupts interrupts) {
    Thread.ofVirtual().name("signals").start(() -> watch(interrupts));
  }

  /// Whether the waiting thread was woken by this.
  synchronized boolean fired() {
    return fired;
  }

  private void watch(Interrupts interrupts) {
    try {
      while (!over.await(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        if (interrupts.asked().isPresent()) {
          wake();
          return;
        }
      }
    } catch (InterruptedException _) {
      // nobody does
    }
  }

  private synchronized void wake() {
    if (over.getCount() > 0) {
      fired = true;
      asking.interrupt();
    }
  }

  @Override
  public synchronized void close() {
    over.countDown();
    if (fired) {
      Thread.interrupted(); // it may have come too late to be noticed
    }
  }
}
