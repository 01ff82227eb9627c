package irb.terminal;

import irb.engine.Exit;
import irb.engine.Interrupts;
import java.util.LinkedHashMap;
import java.util.Map;

/// The signals of the process while a run listens to them: Ctrl-C, SIGTERM and SIGHUP.
public final class Signals implements AutoCloseable {
  private final Map<String, Object> before = new LinkedHashMap<>();

  private Signals() {}

  /// Sends signals to `interrupts` until what is returned is closed.
  public static Signals register(Interrupts interrupts) {
    var signals = new Signals();
    signals.on("INT", interrupts::interrupt);
    signals.on("TERM", () -> interrupts.end(Exit.TERMINATED));
    signals.on("HUP", () -> interrupts.end(Exit.HUNG_UP));
    return signals;
  }

  private void on(String name, Runnable action) {
    var previous = org.jline.utils.Signals.register(name, action);
    if (previous != null) {
      before.put(name, previous);
    }
  }

  @Override
  public void close() {
    before.forEach(org.jline.utils.Signals::unregister);
    before.clear();
  }
}
