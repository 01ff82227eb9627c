package irb.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// A port of this machine on which a sandbox has listened.
///
/// A process that is being started holds a copy of every socket of this one for a moment. Where
/// drills run beside each other, a port is therefore not closed the moment its server stops.
record LoopbackPort(int number) {
  private static final int LOOKS = 500;
  private static final int PAUSE_MILLIS = 10;

  /// Waits until nobody answers any more, five seconds at most.
  void awaitClosed() throws SandboxException {
    try {
      for (var look = 0; look < LOOKS; look++) {
        if (!answers()) {
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("the drill was interrupted", e);
    }
    throw new SandboxException("somebody still answers on port " + number);
  }

  private boolean answers() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), number)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
