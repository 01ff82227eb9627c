package irb.drill;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Redis server of our own on a free port of this machine; it can be stopped and started again
/// with the same data and port.
final class RedisServer implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final int TRIES = 3;
  private static final int PATIENCE_SECONDS = 10;

  private final Path binary;
  private final Path home;
  private final Plan.Redis plan;
  private @Nullable Process process;
  private int port;

  RedisServer(Folders folders, Path home, Plan.Redis plan) throws SandboxException {
    this.binary = new RedisBinary(folders.unpacked()).path();
    this.home = home;
    this.plan = plan;
  }

  int port() {
    return port;
  }

  /// Starts it; a free port may be taken by the time it is asked for.
  void start() throws SandboxException {
    if (port != 0) {
      startAt(port);
      return;
    }
    for (var left = TRIES - 1; port == 0; left--) {
      var free = freePort();
      try {
        startAt(free);
        port = free;
      } catch (SandboxException e) {
        if (left == 0 || !e.why().contains("Address already in use")) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws SandboxException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new SandboxException("there is no free port on " + HOST, e);
    }
  }

  private void startAt(int wanted) throws SandboxException {
    var log = home.resolve("server.log");
    try {
      Files.deleteIfExists(log);
      var file = Files.write(home.resolve("redis.conf"), settings(wanted));
      var builder =
          new ProcessBuilder(binary.toString(), file.toString())
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()));
      builder.environment().keySet().retainAll(Set.of("PATH", "LD_LIBRARY_PATH"));
      var started = builder.start();
      process = started;
      awaitReady(started, wanted, log);
    } catch (IOException e) {
      throw new SandboxException("Redis did not start", e);
    }
  }

  private List<String> settings(int wanted) {
    var settings =
        new ArrayList<>(
            List.of(
                "bind " + HOST,
                "port " + wanted,
                "dir " + quoted(home.toString()),
                "pidfile " + quoted(ServerProcess.redis(home).pidFile().toString()),
                // otherwise nobody could tell whose process it is
                "set-proc-title no",
                "save \"\"",
                "appendonly no"));
    if (!plan.user().isEmpty()) {
      settings.add("user " + plan.user() + " on " + quoted(">" + plan.password()) + " ~* &* +@all");
    } else if (!plan.password().isEmpty()) {
      settings.add("requirepass " + quoted(plan.password()));
    }
    plan.settings().forEach((name, value) -> settings.add(name + " " + value));
    return settings;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void awaitReady(Process started, int wanted, Path log) throws SandboxException {
    for (var i = 0; i < PATIENCE_SECONDS * 50; i++) {
      try {
        if (started.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new SandboxException("Redis did not start" + lastWords(log));
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
      if (RedisClient.answers(wanted)) {
        return;
      }
    }
    end();
    throw new SandboxException("Redis did not start in time" + lastWords(log));
  }

  private static String lastWords(Path log) {
    try {
      var lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
      return lines.isEmpty() ? "" : " (" + lines.getLast().strip() + ")";
    } catch (IOException _) {
      return "";
    }
  }

  /// A client that may do everything.
  RedisClient connect() throws SandboxException {
    return new RedisClient(port, plan.user().isEmpty() ? plan.password() : "");
  }

  /// Stops it; it keeps its data where it can.
  void stop() {
    try (var client = connect()) {
      client.run(List.of("SAVE"));
    } catch (SandboxException _) {
      // then it starts with what it had before
    }
    end();
  }

  private void end() {
    var running = process;
    process = null;
    if (running != null) {
      ServerProcess.end(running.toHandle());
    }
  }

  @Override
  public void close() {
    end();
  }
}
