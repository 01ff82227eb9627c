package irb.step.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import irb.step.ExecutorContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// As much of a Kubernetes API server as a real kubectl needs for one deployment, a log and a
/// refusal.
final class Api implements AutoCloseable {
  private static final String SCALE =
      """
      {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": {"name": "api", "namespace": "shop"},
       "spec": {"replicas": 1}, "status": {"replicas": 1}}
      """;
  private static final String CORE =
      """
      {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": [
       {"name": "pods", "singularName": "pod", "namespaced": true, "kind": "Pod", "verbs": ["get", "list"]},
       {"name": "pods/log", "singularName": "", "namespaced": true, "kind": "Pod", "verbs": ["get"]}]}
      """;
  private static final String APPS =
      """
      {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "apps/v1", "resources": [
       {"name": "deployments", "singularName": "deployment", "namespaced": true, "kind": "Deployment",
        "verbs": ["get", "patch"]},
       {"name": "deployments/scale", "singularName": "", "namespaced": true, "group": "autoscaling",
        "version": "v1", "kind": "Scale", "verbs": ["get", "patch", "update"]}]}
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Api() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// A kubeconfig with a context that can be used, one that is refused, and one with nobody there.
  Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: prod, cluster: {server: "http://127.0.0.1:%1$d"}}
        - {name: denied, cluster: {server: "http://127.0.0.1:%1$d/denied"}}
        - {name: dead, cluster: {server: "http://127.0.0.1:1"}}
        users:
        - {name: nobody, user: {}}
        - {name: somebody, user: {username: irb, password: "%2$s"}}
        contexts:
        - {name: prod, context: {cluster: prod, user: nobody}}
        - {name: denied, context: {cluster: denied, user: somebody}}
        - {name: dead, context: {cluster: dead, user: nobody}}
        """
            .formatted(server.getAddress().getPort(), ExecutorContract.SECRET.reveal()));
  }

  /// Whether a request of this kind came in, e.g. `PATCH /apis/apps/v1/…/scale`.
  boolean saw(String part) {
    return requests.stream().anyMatch(r -> r.contains(part));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      exchange.getRequestBody().readAllBytes();
      if (path.startsWith("/denied")) {
        status(exchange, 401, "Unauthorized", "Unauthorized");
      } else if (path.endsWith("/slow/log") || path.endsWith("/slow/scale")) {
        requests.add(request);
        closed.await();
      } else {
        requests.add(request);
        answer(exchange, path);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, String path) throws IOException {
    var name = path.replaceFirst("/(log|scale)$", "").replaceFirst(".*/", "");
    switch (path) {
      case "/api" -> json(exchange, "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}");
      case "/apis" ->
          json(
              exchange,
              """
              {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{"name": "apps",
               "versions": [{"groupVersion": "apps/v1", "version": "v1"}],
               "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}}]}
              """);
      case "/api/v1" -> json(exchange, CORE);
      case "/apis/apps/v1" -> json(exchange, APPS);
      case "/api/v1/namespaces/shop/pods" ->
          json(exchange, "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": []}");
      case "/api/v1/namespaces/shop/pods/large/log" -> text(exchange, "x".repeat(3_000_000));
      case "/api/v1/namespaces/shop/pods/large", "/api/v1/namespaces/shop/pods/slow" ->
          json(exchange, pod(name));
      case "/apis/apps/v1/namespaces/shop/deployments/api",
          "/apis/apps/v1/namespaces/shop/deployments/slow" ->
          json(exchange, deployment(name));
      case "/apis/apps/v1/namespaces/shop/deployments/api/scale" -> json(exchange, SCALE);
      default -> status(exchange, 404, "NotFound", "\"" + name + "\" not found");
    }
  }

  private static String pod(String name) {
    return """
    {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "%s", "namespace": "shop"},
     "spec": {"containers": [{"name": "app", "image": "app:1"}]}}
    """
        .formatted(name);
  }

  private static String deployment(String name) {
    return """
    {"kind": "Deployment", "apiVersion": "apps/v1", "metadata": {"name": "%s", "namespace": "shop"},
     "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "api"}}}}
    """
        .formatted(name);
  }

  private static void status(HttpExchange exchange, int code, String reason, String message)
      throws IOException {
    send(
        exchange,
        code,
        "application/json",
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "%s", "code": %d,
         "message": "%s"}
        """
            .formatted(reason, code, message.replace("\"", "\\\"")));
  }

  private static void json(HttpExchange exchange, String json) throws IOException {
    send(exchange, 200, "application/json", json);
  }

  private static void text(HttpExchange exchange, String text) throws IOException {
    send(exchange, 200, "text/plain", text);
  }

  private static void send(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
