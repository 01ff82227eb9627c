package irb.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import irb.acceptance.Irb;
import irb.drill.kube.Cluster;
import irb.drill.kube.KubeServer;
import irb.drill.kube.Setup;
import irb.drill.kube.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The real kubectl against a stand-in of the Kubernetes API, behind a relay that counts what
/// really patches.
final class KubePeer implements Peer {
  private static final Set<String> HOP =
      Set.of("connection", "content-length", "transfer-encoding", "host", "upgrade");

  private final Cluster cluster;
  private final KubeServer server;
  private final HttpServer relay;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong patched = new AtomicLong();
  private volatile @Nullable Runnable kill;
  private volatile boolean before;

  KubePeer() throws IOException {
    var api =
        new Workload(
            1, Map.of("app", "shop/api:1"), Optional.of("ready\n"), Duration.ofMinutes(10));
    var setup =
        new Setup("shop", List.of("node-1"), Map.of("api", api), Map.of(), List.of(), _ -> false);
    cluster = Cluster.start(setup, InstantSource.system());
    server = KubeServer.start(cluster, 0);
    relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    relay.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    relay.createContext("/", this::pass);
    relay.start();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var method = exchange.getRequestMethod();
      var where = exchange.getRequestURI().toString();
      var isChange = method.equals("PATCH") && !where.contains("dryRun");
      var deadly = kill;
      if (isChange && deadly != null && before) {
        deadly.run();
        return;
      }
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + where))
              .method(method, BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
              request.header(name, values.getFirst());
            }
          });
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (isChange) {
        patched.incrementAndGet();
        if (deadly != null) {
          deadly.run();
        }
      }
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!HOP.contains(name)) {
              exchange.getResponseHeaders().set(name, values.getFirst());
            }
          });
      var body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String target() {
    return "cluster: {kubectl: drill, namespace: shop, kubeconfig: \"${{ env.KUBE }}\"}";
  }

  @Override
  public String write() {
    return "kubectl: scale deployment/api --replicas=2";
  }

  @Override
  public String read() {
    return "kubectl: get deployment api -o json";
  }

  /// There is one pod, and a second one once the change arrived.
  @Override
  public String seen(String it) {
    return "(" + it + ".json.spec.replicas - 1)";
  }

  @Override
  public long arrived() {
    return patched.get();
  }

  @Override
  public void reset(Irb irb) throws IOException {
    kill = null;
    cluster.scale("api", 1);
    patched.set(0);
    var config = irb.file("kube/config", "");
    Files.writeString(
        config,
        """
        apiVersion: v1
        kind: Config
        current-context: drill
        clusters: [{name: drill, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: drill, user: {}}]
        contexts: [{name: drill, context: {cluster: drill, user: drill, namespace: shop}}]
        """
            .formatted(relay.getAddress().getPort()));
    irb.with("KUBE", config.toString()).with("PATH", System.getenv("PATH"));
  }

  /// Whether there is a kubectl to try it with.
  static boolean isThere() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(f -> Files.isExecutable(Path.of(f, "kubectl")));
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
    relay.stop(0);
    client.shutdownNow();
    client.close();
    server.close();
    cluster.close();
  }

  @Override
  public String toString() {
    return "kubectl";
  }
}
