package irb.process;

import irb.step.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Reads a pipe to its end, so that whoever writes into it never waits for us.
public final class Drain {
  private final InputStream pipe;
  private final Capture capture = new Capture();
  private final Evidence evidence;
  private final Thread reader;
  private volatile long begun;
  private volatile long kept;

  /// Begins to read `pipe`; `evidence` gets all of it.
  public Drain(InputStream pipe, Evidence evidence) {
    this.pipe = pipe;
    this.evidence = evidence;
    this.reader = Thread.startVirtualThread(this::read);
  }

  /// What was kept of it.
  public Capture capture() {
    return capture;
  }

  /// Whether the end was reached within `patience`; what is on its way to a slow disk is waited
  /// for.
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    while (true) {
      var writing = begun;
      if (reader.join(patience)) {
        return true;
      }
      if (writing != begun || writing == kept) {
        return false;
      }
    }
  }

  /// Gives up a pipe that somebody still holds.
  public void abandon() {
    try {
      pipe.close();
    } catch (IOException _) {
      // nobody reads it any more
    }
  }

  private void read() {
    var bytes = new byte[64 << 10];
    // When the process ends, the JDK locks its stream and reads what is left into memory, without
    // end if a grandchild goes on writing. Holding that lock to the end keeps it from doing so.
    synchronized (pipe) {
      try {
        for (var n = pipe.read(bytes); n >= 0; n = pipe.read(bytes)) {
          capture.add(bytes, n);
          keep(bytes, n);
        }
      } catch (IOException _) {
        // abandoned
      }
    }
  }

  private void keep(byte[] bytes, int length) {
    var number = kept + 1;
    begun = number;
    evidence.write(bytes, 0, length);
    kept = number;
  }
}
