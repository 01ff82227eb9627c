package irb.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An HTTP server that says all that it was sent, in many ways: `/fail…` and webhooks as an error,
/// `/pause` in two pieces, and `/hang` without ever coming to an end.
final class Parrot implements AutoCloseable {
  private static final List<String> SAID =
      List.of("X-Given", "X-API-Key", "X-Plain", "Authorization", "Cookie");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);

  Parrot() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Returns once a client hangs.
  void awaitHanging() throws InterruptedException {
    if (!hanging.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked for /hang");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var text = new StringBuilder(exchange.getRequestURI() + "\n");
      for (var name : SAID) {
        for (var value : exchange.getRequestHeaders().getOrDefault(name, List.of())) {
          text.append(name).append(": ").append(everyWay(value)).append('\n');
        }
      }
      text.append("http://" + address() + exchange.getRequestURI() + "\n");
      text.append(
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      var body = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      var failed = path.startsWith("/fail") || path.startsWith("/services");
      var out = exchange.getResponseBody();
      exchange
          .getResponseHeaders()
          .set("X-Echo", text.toString().lines().skip(1).findFirst().orElse(""));
      exchange.sendResponseHeaders(failed ? 403 : 200, 0);
      var half = body.length / 2;
      out.write(body, 0, half);
      if (path.equals("/pause") || path.equals("/hang")) {
        out.flush();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
      out.write(body, half, body.length - half);
      if (path.equals("/hang")) {
        out.flush();
        hanging.countDown();
        closed.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String everyWay(String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var url = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return String.join(
        " | ",
        text,
        url,
        url.toLowerCase(java.util.Locale.ROOT),
        url.replace("+", "%20"),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(("x" + text).getBytes(StandardCharsets.UTF_8)),
        Base64.getEncoder().encodeToString(("u:" + text).getBytes(StandardCharsets.UTF_8)),
        text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
        text.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
