package irb.step.redis;

import irb.expr.Null;
import irb.step.Call;
import irb.step.Target;
import irb.step.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/// A run's connection to one server: made when it is first needed, and anew after it broke. Whoever
/// uses it holds its lock.
final class RedisSession implements AutoCloseable {
  private final Target.Redis target;
  private final SSLSocketFactory secure;
  private final Map<String, Says> known = new HashMap<>();
  private volatile @Nullable Wire wire;
  private boolean closed;

  /// What a server says of one of its commands.
  enum Says {
    READS,
    WRITES,
    UNKNOWN,
    /// It does not let us ask.
    NOTHING
  }

  RedisSession(Target.Redis target) {
    this(target, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// `secure` decides whose certificates are trusted.
  RedisSession(Target.Redis target, SSLSocketFactory secure) {
    this.target = target;
    this.secure = secure;
  }

  /// The connection that is open already.
  Optional<Wire> open() {
    return Optional.ofNullable(wire);
  }

  /// A new connection, along `way` where there is one; gives up when `call` is stopped, however
  /// silent the server is.
  Wire connect(Call call, Optional<Way> way) throws TroubleException, InterruptedException {
    known.clear();
    return keep(new Dial(target, secure, way).connect(call));
  }

  private synchronized Wire keep(Wire made) throws TroubleException {
    if (closed) {
      made.cut();
      throw new TroubleException(Trouble.unreachable(target, "the run is over"));
    }
    wire = made;
    return made;
  }

  /// What the server says of the command `name`; it is asked once.
  Says says(Wire asked, String name) {
    var already = known.get(name);
    if (already != null) {
      return already;
    }
    var says = ask(asked, name);
    known.put(name, says);
    return says;
  }

  private static Says ask(Wire asked, String name) {
    try {
      return asked.ask(List.of("COMMAND", "INFO", name)) instanceof List<?> all && !all.isEmpty()
          ? of(all.getFirst())
          : Says.UNKNOWN;
    } catch (JedisDataException _) {
      return Says.NOTHING; // an account that may only read need not be allowed to ask
    }
  }

  /// Name, number of arguments, flags, and more.
  private static Says of(Object described) {
    if (described == Null.NULL) {
      return Says.UNKNOWN;
    }
    return described instanceof List<?> facts
            && facts.size() > 2
            && facts.get(2) instanceof List<?> flags
            && !flags.contains("write")
        ? Says.READS
        : Says.WRITES;
  }

  /// Lets go of a connection that is of no more use.
  void drop() {
    var dropped = wire;
    wire = null;
    if (dropped != null) {
      dropped.cut();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
