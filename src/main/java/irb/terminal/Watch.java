package irb.terminal;

import irb.engine.Interrupts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Wakes the thread that waits for a person when a signal ends the run or the question is
/// withdrawn, and no longer than it waits.
final class Watch implements AutoCloseable {
  private static final long LOOKS_EVERY_MILLIS = 50;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread asking = Thread.currentThread();
  private boolean fired;

  Watch(Interrupts interrupts, BooleanSupplier withdrawn) {
    Thread.ofVirtual().name("signals").start(() -> watch(interrupts, withdrawn));
  }

  /// Whether the waiting thread was woken by this.
  synchronized boolean fired() {
    return fired;
  }

  private void watch(Interrupts interrupts, BooleanSupplier withdrawn) {
    try {
      while (!over.await(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        if (interrupts.asked().isPresent() || withdrawn.getAsBoolean()) {
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
