package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves the API of a cluster over HTTP on a port of this machine; what the cluster holds outlives
/// it.
public final class KubeServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Api api;
  private final HttpServer http;
  private final ExecutorService threads;

  private KubeServer(Api api, HttpServer http, ExecutorService threads) {
    this.api = api;
    this.http = http;
    this.threads = threads;
  }

  /// Starts on `port`; 0 is any that is free.
  public static KubeServer start(Cluster cluster, int port) throws IOException {
    var http =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var server = new KubeServer(cluster.api(), http, threads);
    http.setExecutor(threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (reply(exchange)) {
        case Reply.Json(var code, var body) -> send(exchange, code, body);
        case Reply.Text(var text) ->
            send(exchange, 200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
        case Reply.Stream(var watch) -> stream(exchange, watch);
      }
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      return api.answer(RequestReader.read(exchange));
    } catch (ApiError e) {
      if (e.code() == 429 || e.code() == 503) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      return new Reply.Json(e.code(), e.status());
    } catch (RuntimeException e) {
      // a bug: whoever asked is told so, and the server goes on
      var kind = e.getClass().getSimpleName();
      return new Reply.Json(
          500,
          new ApiError(500, "InternalError", "this stand-in API server failed with " + kind)
              .status());
    }
  }

  private static void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
    send(exchange, code, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    var bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void stream(HttpExchange exchange, Watch watch) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    try {
      watch.write(exchange.getResponseBody());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the server is closed
    }
  }

  /// Cuts off whoever is connected.
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
