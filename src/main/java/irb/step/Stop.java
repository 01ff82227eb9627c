package irb.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way to stop a running action: whoever runs it registers how, whoever wants it stopped
/// asks. What was asked stays asked.
public final class Stop {
  /// Why it is stopped.
  public enum Cause {
    TIMEOUT,
    ABORT,
    KILL
  }

  /// Stops one thing; must return quickly and may be called from any thread.
  @FunctionalInterface
  public interface Hook {
    void stop(Cause cause);
  }

  /// Taken back when what could be stopped has ended.
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final List<Hook> hooks = new ArrayList<>();
  private Optional<Cause> asked = Optional.empty();

  /// Calls `hook` when the action is to be stopped; at once when it already is.
  public Registration onStop(Hook hook) {
    Optional<Cause> already;
    synchronized (this) {
      hooks.add(hook);
      already = asked;
    }
    already.ifPresent(hook::stop);
    return () -> remove(hook);
  }

  /// Stops the action; asking again calls the hooks again, with the stronger cause.
  public void ask(Cause cause) {
    List<Hook> called;
    synchronized (this) {
      asked = Optional.of(asked.filter(c -> c.compareTo(cause) >= 0).orElse(cause));
      called = List.copyOf(hooks);
    }
    called.forEach(h -> h.stop(cause));
  }

  /// What was asked, if anything.
  public synchronized Optional<Cause> asked() {
    return asked;
  }

  private synchronized void remove(Hook hook) {
    hooks.remove(hook);
  }
}
