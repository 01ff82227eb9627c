package irb.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import irb.drill.Layers.Layer;
import irb.drill.Plan.Reply;
import irb.step.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A stand-in HTTP server on a free port of this machine; it gives the answers of the drill.
final class HttpSandbox implements Sandbox {
  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final String name;
  private final List<String> unexpected = new CopyOnWriteArrayList<>();
  private final Layers<Reply> routes;
  private @Nullable HttpServer server;
  private int port;

  private HttpSandbox(String name, Map<String, Reply> routes) {
    this.name = name;
    this.routes = new Layers<>(routes);
  }

  static HttpSandbox start(String name, Plan.Http plan) throws SandboxException {
    var sandbox = new HttpSandbox(name, plan.routes());
    sandbox.start();
    return sandbox;
  }

  /// Starts it, again on the same port when it ran before.
  void start() throws SandboxException {
    try {
      var started =
          HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
      started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      started.createContext("/", this::answer);
      started.start();
      server = started;
      port = started.getAddress().getPort();
    } catch (IOException e) {
      throw new SandboxException("no HTTP server can be started for '" + name + "'", e);
    }
  }

  int port() {
    return port;
  }

  void stop() {
    var running = server;
    server = null;
    if (running != null) {
      running.stop(0);
      if (running.getExecutor() instanceof AutoCloseable executor) {
        closeQuietly(executor);
      }
    }
  }

  private static void closeQuietly(AutoCloseable executor) {
    try {
      executor.close();
    } catch (Exception _) {
      // its exchanges were cut off already
    }
  }

  /// Gives these answers from now on, beside those that they do not replace.
  Layer<Reply> change(Map<String, Reply> changed) {
    return routes.add(changed);
  }

  /// Takes a change away.
  void restore(Layer<Reply> change) {
    routes.remove(change);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var reply = reply(exchange);
      Thread.sleep(reply.delay());
      reply.type().ifPresent(t -> exchange.getResponseHeaders().set("Content-Type", t));
      reply.headers().forEach((k, v) -> exchange.getResponseHeaders().put(k, v));
      var body = reply.body().getBytes(StandardCharsets.UTF_8);
      var bare = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      exchange.sendResponseHeaders(reply.status(), bare ? -1 : body.length);
      if (!bare) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the drill is over
    }
  }

  /// The answer to the path with its query, else to the path alone.
  private Reply reply(HttpExchange exchange) {
    var method = exchange.getRequestMethod() + " ";
    var uri = exchange.getRequestURI();
    var now = routes.now();
    var reply =
        Optional.ofNullable(now.get(method + uri))
            .or(() -> Optional.ofNullable(now.get(method + uri.getRawPath())));
    if (reply.isEmpty()) {
      unexpected.add(method + uri);
    }
    return reply.orElseGet(() ->
        new Reply(
            404,
            Optional.empty(),
            "this drill has no answer to " + method + uri,
            Map.of(),
            Duration.ZERO));
  }

  @Override
  public Target target() {
    return new Target.Http(name, "http://" + HOST + ":" + port, Map.of());
  }

  @Override
  public String words() {
    return "a stand-in HTTP server on port " + port + " with " + routes.now().size() + " answers";
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  @Override
  public void close() {
    stop();
  }
}
