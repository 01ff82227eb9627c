package irb.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import irb.acceptance.Irb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An HTTP API: `POST /STEP` counts, and `GET /STEP` says how often that was.
final class HttpPeer implements Peer {
  private final HttpServer server;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private volatile @Nullable Runnable kill;
  private volatile boolean before;

  HttpPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var step = exchange.getRequestURI().getPath().substring(1);
      var deadly = kill;
      if (exchange.getRequestMethod().equals("POST")) {
        if (deadly != null && before) {
          deadly.run();
          return;
        }
        counts.merge(step, 1L, Long::sum);
        if (deadly != null) {
          deadly.run();
        }
      }
      var body = ("{\"n\": " + arrived(step) + "}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// How often the change of `step` arrived.
  long arrived(String step) {
    return counts.getOrDefault(step, 0L);
  }

  @Override
  public String target() {
    return "api: {http: \"${{ env.API }}\"}";
  }

  @Override
  public String write() {
    return "http: {target: api, post: /change}";
  }

  @Override
  public String read() {
    return "http: {target: api, get: /change}";
  }

  @Override
  public String seen(String it) {
    return it + ".json.n";
  }

  @Override
  public long arrived() {
    return arrived("change");
  }

  @Override
  public void reset(Irb irb) {
    counts.clear();
    kill = null;
    irb.with("API", "http://127.0.0.1:" + server.getAddress().getPort());
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
  public void close() {
    server.stop(0);
  }

  @Override
  public String toString() {
    return "http";
  }
}
