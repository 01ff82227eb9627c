package irb.step.redis;

import irb.expr.Secret;
import irb.step.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/// A real Redis server for one test class; nothing of it is left behind.
public final class Server implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final Path folder;
  private final int port;
  private final RedisServer redis;

  /// `settings` are lines of its configuration, e.g. `maxclients 3`; `FOLDER` is a folder of its
  /// own.
  public Server(Path folder, String... settings) throws IOException {
    this.folder = folder;
    this.port = freePort();
    var lines = new ArrayList<>(List.of("bind " + HOST, "dir " + folder, "save \"\""));
    lines.add(Arrays.asList(settings).contains("port 0") ? "tls-port " + port : "port " + port);
    lines.addAll(Arrays.asList(settings));
    var file = Files.write(folder.resolve("redis.conf"), lines);
    var binaries = Files.createDirectories(Path.of("target", "redis").toAbsolutePath());
    var binary = ExecutableProvider.newJarResourceProvider(binaries.toFile()).get();
    redis = new RedisServer(port, List.of(binary.toString(), file.toString()), false);
    redis.start();
  }

  Server(String... settings) throws IOException {
    this(Files.createTempDirectory("irb-redis"), settings);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  Target.Redis target() {
    return target(port, 0, "", "");
  }

  static Target.Redis target(int port, int database, String user, String password) {
    return new Target.Redis(
        "cache",
        HOST,
        port,
        database,
        user.isEmpty() ? Optional.empty() : Optional.of(user),
        password.isEmpty() ? Optional.empty() : Optional.of(new Secret("REDIS_URL", password)),
        false,
        Optional.empty());
  }

  /// Has the server do `words`, as somebody who may.
  Object run(String... words) {
    try (var connection = new Connection(new HostAndPort(HOST, port))) {
      var name = words[0].getBytes(StandardCharsets.UTF_8);
      connection.sendCommand(() -> name, Arrays.copyOfRange(words, 1, words.length));
      return connection.getOne();
    }
  }

  public String text(String... words) {
    return run(words) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
  }

  /// Whether the server makes a connection of irb wait.
  boolean isBlocking() {
    return text("CLIENT", "LIST")
        .lines()
        .anyMatch(l -> l.contains("name=irb ") && l.matches(".* flags=\\w*b\\w* .*"));
  }

  void awaitBlocking() {
    for (var i = 0; i < 500; i++) {
      if (isBlocking()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError("no command of irb waits");
  }

  @Override
  public void close() throws IOException {
    redis.stop();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
