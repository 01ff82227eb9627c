package irb.ssh;

import java.util.concurrent.Semaphore;

/// Lets only so many handshakes of a run go on at a time: they are work for this machine, and each
/// has to be done within its time, however many hosts there are.
final class Turnstile implements AutoCloseable {
  private static final int AT_ONCE = 32;

  private final Semaphore places = new Semaphore(AT_ONCE, true);

  void enter() throws InterruptedException {
    places.acquire();
  }

  void leave() {
    places.release();
  }

  @Override
  public void close() {
    // whoever still waits is stopped otherwise
  }
}
