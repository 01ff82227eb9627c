package irb.ssh;

import com.jcraft.jsch.Session;
import irb.step.Call;
import irb.step.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A run's connection to one host whose key was checked: made when it is first needed, and anew
/// after it broke. Several commands run over it at the same time.
public final class Connection implements AutoCloseable {
  /// How many commands run over it at a time: OpenSSH allows ten, and each may need a second one
  /// that ends it.
  static final int COMMANDS = 4;

  private static final int TYPES = 3;
  private static final long LOOK_MILLIS = 20;

  private final List<Hop> route;
  private final Turnstile turnstile;
  private final ReentrantLock connecting = new ReentrantLock(true);
  private final Semaphore places = new Semaphore(COMMANDS, true);
  private volatile @Nullable Session session;
  private volatile boolean closed;
  private int attempts;
  private @Nullable SshException lastFailure;

  Connection(List<Hop> route, Turnstile turnstile) {
    this.route = List.copyOf(route);
    this.turnstile = turnstile;
  }

  Hop hop() {
    return route.getLast();
  }

  List<Hop> before() {
    return route.subList(0, route.size() - 1);
  }

  /// Where a command waits while as many as the server allows are running.
  Semaphore places() {
    return places;
  }

  /// The session while it is connected.
  Optional<Session> open() {
    return Optional.ofNullable(session).filter(Session::isConnected);
  }

  /// The session, connected over `jump` if there is one.
  Session session(Optional<Session> jump, Call call) throws SshException, InterruptedException {
    var seen = attempts();
    lock(call);
    try {
      var open = open();
      if (open.isPresent()) {
        return open.get();
      }
      // whoever waited for an attempt that failed does not make the same one again
      if (lastFailure != null && attempts != seen) {
        throw lastFailure;
      }
      return connect(jump, call);
    } finally {
      connecting.unlock();
    }
  }

  private synchronized int attempts() {
    return attempts;
  }

  private void lock(Call call) throws SshException, InterruptedException {
    while (!connecting.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (call.stop().asked().isPresent()) {
        throw new SshException(Reason.UNREACHABLE, "stopped while connecting");
      }
    }
  }

  private Session connect(Optional<Session> jump, Call call)
      throws SshException, InterruptedException {
    try {
      var made = connectOnce(jump, call);
      keep(made);
      noted(null);
      return made;
    } catch (SshException e) {
      noted(call.stop().asked().isPresent() ? null : e);
      throw e;
    }
  }

  private synchronized void noted(@Nullable SshException failure) {
    attempts++;
    lastFailure = failure;
  }

  private synchronized void keep(Session made) throws SshException {
    if (closed) {
      made.disconnect();
      throw new SshException(Reason.LOST, "the run is over");
    }
    session = made;
  }

  /// Where a key is pinned, the server is asked for one of each type until it shows that one.
  private Session connectOnce(Optional<Session> jump, Call call)
      throws SshException, InterruptedException {
    var known = KnownHosts.read(hop().fingerprint().isPresent() ? List.of() : hop().knownHosts());
    var tried = new HashSet<String>();
    SshException first = null;
    for (var i = 0; i < TYPES; i++) {
      var check = new HostKeyCheck(hop(), known, tried);
      Wire wire =
          jump.isPresent()
              ? new Wire.Through(jump.get(), turnstile, Handshake.CONNECT)
              : new Wire.Direct(turnstile, Handshake.CONNECT);
      try {
        return new Handshake(hop(), wire, check).session(call);
      } catch (SshException e) {
        first = first == null ? e : first;
        if (hop().fingerprint().isEmpty() || e.reason() != Reason.HOST_KEY) {
          throw first;
        }
        check.shown().ifPresent(k -> tried.add(k.type()));
      }
    }
    throw first == null
        ? new SshException(Reason.HOST_KEY, hop().words() + " shows no key")
        : first;
  }

  @Override
  public synchronized void close() {
    closed = true;
    var last = session;
    session = null;
    if (last != null) {
      last.disconnect();
    }
  }
}
