package irb.step.redis;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/// One connection to a server, for as long as its socket lives: Jedis would connect anew without a
/// word, to another database and as nobody.
final class Wire extends Connection {
  private static final int LINE = 512;

  private final Socket raw;

  /// `socket` is what is spoken over: `raw` itself, or TLS on top of it.
  Wire(Socket raw, Socket socket) {
    super(once(socket));
    this.raw = raw;
  }

  private static JedisSocketFactory once(Socket socket) {
    var only = new AtomicReference<Socket>(socket);
    return () -> {
      var taken = only.getAndSet(null);
      if (taken == null) {
        throw new JedisConnectionException("it was closed");
      }
      return taken;
    };
  }

  /// What the server answers to `words`; a [redis.clients.jedis.exceptions.JedisDataException] when
  /// that is an error.
  Object ask(List<String> words) {
    var bytes = words.stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
    var name = bytes.getFirst();
    sendCommand(() -> name, bytes.stream().skip(1).toArray(byte[][]::new));
    return getOne();
  }

  @Override
  protected Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
    return new ReplyReader(in).read();
  }

  /// How long an answer is waited for when nobody stops it before.
  void waitAtMost(Duration longest) {
    if (!isConnected()) {
      connect();
    }
    setSoTimeout(Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE));
  }

  /// An error that the server sent before it closed the connection, e.g. because it has too many.
  Optional<String> lastWords() {
    try {
      var in = raw.getInputStream();
      var bytes = in.readNBytes(Math.min(in.available(), LINE));
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .filter(l -> l.startsWith("-"))
          .map(l -> l.substring(1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Closes it under whoever is using it. TLS would want to say goodbye first.
  void cut() {
    close(raw);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // then it is as good as closed
    }
  }
}
