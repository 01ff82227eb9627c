package irb.drill;

import irb.expr.Visible;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/// Whoever sets up a Redis server, and breaks it.
final class RedisClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 60_000;

  private final Connection connection;

  /// Without a `password` nobody asks for one.
  RedisClient(int port, String password) throws SandboxException {
    var config =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS);
    if (!password.isEmpty()) {
      config.password(password);
    }
    try {
      connection = new Connection(new HostAndPort(RedisServer.HOST, port), config.build());
    } catch (JedisException e) {
      throw new SandboxException("the Redis server on port " + port + " lets nobody in", e);
    }
  }

  /// Whether a server on `port` answers, whatever it says.
  static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      var first = socket.getInputStream().readNBytes("-LOAD".length());
      // it loads its data, and is not ready
      return first.length > 0 && !new String(first, StandardCharsets.US_ASCII).equals("-LOAD");
    } catch (IOException _) {
      return false;
    }
  }

  void runAll(List<List<String>> commands) throws SandboxException {
    for (var command : commands) {
      run(command);
    }
  }

  void run(List<String> command) throws SandboxException {
    var words = command.stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
    var name = words.getFirst();
    try {
      connection.sendCommand(() -> name, words.stream().skip(1).toArray(byte[][]::new));
      var _ = connection.getOne();
    } catch (JedisException e) {
      throw new SandboxException("'" + Visible.line(String.join(" ", command)) + "' failed", e);
    }
  }

  /// The version of the server, e.g. `6.2.11`.
  String version() throws SandboxException {
    try {
      connection.sendCommand(() -> "INFO".getBytes(StandardCharsets.UTF_8), "server");
      return connection
          .getBulkReply()
          .lines()
          .filter(l -> l.startsWith("redis_version:"))
          .map(l -> l.substring("redis_version:".length()))
          .findFirst()
          .orElse("");
    } catch (JedisException e) {
      throw new SandboxException("the Redis server does not say what it is", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (JedisException _) {
      // it is closed already
    }
  }
}
