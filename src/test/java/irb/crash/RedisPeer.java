package irb.crash;

import irb.acceptance.Irb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/// A real Redis server with a counter, behind a relay that sees the change pass.
final class RedisPeer implements Peer {
  private final Path folder = Files.createTempDirectory("irb-crash-redis-");
  private final RedisServer redis;
  private final int port;
  private final ServerSocket relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile @Nullable Runnable kill;
  private volatile boolean before;

  RedisPeer() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var lines = List.of("bind 127.0.0.1", "dir " + folder, "save \"\"", "port " + port);
    var file = Files.write(folder.resolve("redis.conf"), lines);
    var binaries = Files.createDirectories(Path.of("target", "redis").toAbsolutePath());
    var binary = ExecutableProvider.newJarResourceProvider(binaries.toFile()).get();
    redis = new RedisServer(port, List.of(binary.toString(), file.toString()), false);
    redis.start();
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!relay.isClosed()) {
      try {
        var client = relay.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        open.addAll(List.of(client, server));
        Thread.ofVirtual().start(() -> pass(client, server));
        Thread.ofVirtual().start(() -> back(server, client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void pass(Socket client, Socket server) {
    try (client;
        server) {
      var bytes = new byte[8192];
      for (var n = client.getInputStream().read(bytes); n >= 0; ) {
        var deadly = kill;
        var is = new String(bytes, 0, n, StandardCharsets.ISO_8859_1).contains("INCR");
        if (deadly != null && is && before) {
          deadly.run();
          return;
        }
        server.getOutputStream().write(bytes, 0, n);
        if (deadly != null && is) {
          while (arrived() == 0) {
            Thread.onSpinWait();
          }
          deadly.run();
          return;
        }
        n = client.getInputStream().read(bytes);
      }
    } catch (IOException _) {
      // one of them has gone
    }
  }

  private void back(Socket server, Socket client) {
    try (client;
        server) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // one of them has gone
    }
  }

  private Object run(String... words) {
    try (var connection = new Connection(new HostAndPort("127.0.0.1", port))) {
      var name = words[0].getBytes(StandardCharsets.UTF_8);
      connection.sendCommand(() -> name, Arrays.copyOfRange(words, 1, words.length));
      return connection.getOne();
    }
  }

  @Override
  public String target() {
    return "cache: {redis: \"${{ env.REDIS_URL }}\"}";
  }

  @Override
  public String write() {
    return "redis: {target: cache, command: INCR made}";
  }

  @Override
  public String read() {
    return "redis: {target: cache, command: GET made}";
  }

  @Override
  public String seen(String it) {
    return "int(" + it + ".text)";
  }

  @Override
  public long arrived() {
    return Long.parseLong(new String((byte[]) run("GET", "made"), StandardCharsets.UTF_8));
  }

  @Override
  public void reset(Irb irb) {
    kill = null;
    run("SET", "made", "0");
    irb.with("REDIS_URL", "redis://127.0.0.1:" + relay.getLocalPort());
  }

  @Override
  public void deadly(Runnable killer, boolean early) {
    before = early;
    kill = killer;
  }

  @Override
  public void harmless() {
    kill = null;
  }

  @Override
  public void close() throws IOException {
    relay.close();
    for (var socket : open) {
      socket.close();
    }
    redis.stop();
    var left = new ArrayList<Path>();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(left::add);
    }
    for (var file : left) {
      Files.delete(file);
    }
  }

  @Override
  public String toString() {
    return "redis";
  }
}
