package irb.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Time that passes: how much, and waiting for it. A drill's passes faster.
public interface Ticker {
  /// Nanoseconds since some moment.
  long nanos();

  /// Waits, unless the thread is interrupted.
  void sleep(Duration duration) throws InterruptedException;

  /// Real time; `nanos` is the system's clock that is never set back.
  static Ticker real(LongSupplier nanos) {
    return new Ticker() {
      @Override
      public long nanos() {
        return nanos.getAsLong();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }

  /// Time that passes `factor` times as fast.
  default Ticker times(int factor) {
    var slow = this;
    return new Ticker() {
      @Override
      public long nanos() {
        return slow.nanos() * factor;
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        slow.sleep(duration.dividedBy(factor));
      }
    };
  }
}
