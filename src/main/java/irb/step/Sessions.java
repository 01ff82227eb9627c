package irb.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What the steps of one run share: a connection a target, used by one step at a time; closed with
/// the run.
public final class Sessions implements AutoCloseable {
  private final Map<String, Session<?>> open = new LinkedHashMap<>();
  private final Gateway gateway;

  /// Sessions with servers that are reached from here.
  public Sessions() {
    this(Gateway.NONE);
  }

  /// Sessions with servers of which some are reached through `gateway`.
  public Sessions(Gateway gateway) {
    this.gateway = gateway;
  }

  /// The way to servers that only another host reaches.
  public Gateway gateway() {
    return gateway;
  }

  /// A shared client and the lock of whoever is using it.
  public record Session<T extends AutoCloseable>(T client, ReentrantLock lock) {}

  /// The session named `name`, made by `make` when it is wanted for the first time.
  public synchronized <T extends AutoCloseable> Session<T> session(
      String name, Class<T> type, Supplier<T> make) {
    var session =
        open.computeIfAbsent(name, _ -> new Session<>(make.get(), new ReentrantLock(true)));
    return new Session<>(type.cast(session.client()), session.lock());
  }

  @Override
  public synchronized void close() {
    // the last first: some lead through others
    for (var session : new ArrayList<>(open.values()).reversed()) {
      try {
        session.client().close();
      } catch (Exception _) {
        // the run is over, and a client that cannot be closed holds nothing that is still wanted
      }
    }
    open.clear();
  }
}
