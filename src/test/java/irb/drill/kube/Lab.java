package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A cluster with its server, and clients of it: the real `kubectl` with a home of its own, and
/// plain HTTP.
final class Lab implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  final Cluster cluster;
  final KubeServer server;
  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int calls;

  /// What a call of `kubectl` came to.
  record Said(int exit, String out, String err) {}

  private Lab(Path folder, Cluster cluster, KubeServer server) {
    this.folder = folder;
    this.cluster = cluster;
    this.server = server;
  }

  /// Three pods of `api`, two of `worker`, a pod `migrate` that crashes, and two nodes.
  static Setup setup() {
    var deployments = new LinkedHashMap<String, Workload>();
    deployments.put("api", workload(3, Map.of("app", "shop/api:1.4"), "GET /health 200\nready\n"));
    deployments.put("worker", workload(2, Map.of("main", "shop/worker:7"), "working\n"));
    var migrate =
        new LonePod(
            Map.of("app", "shop/migrate:1"), PodState.CRASH_LOOP, Optional.of("no such table\n"));
    return new Setup(
        "shop",
        List.of("node-1", "node-2"),
        deployments,
        Map.of("migrate", migrate),
        List.of(new Rule("delete", "secrets"), new Rule("patch", "services")),
        image -> image.contains("bad"));
  }

  static Workload workload(int replicas, Map<String, String> images, String log) {
    return new Workload(replicas, images, Optional.of(log), Duration.ofMinutes(10));
  }

  static Lab open(Path folder) throws IOException {
    return open(folder, setup(), InstantSource.system());
  }

  static Lab open(Path folder, Setup setup, InstantSource clock) throws IOException {
    var cluster = Cluster.start(setup, clock);
    var server = KubeServer.start(cluster, 0);
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: drill
        clusters: [{name: drill, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: drill, user: {}}]
        contexts: [{name: drill, context: {cluster: drill, user: drill, namespace: shop}}]
        """
            .formatted(server.port()));
    return new Lab(folder, cluster, server);
  }

  /// Prints one line and goes no further where there is no `kubectl`.
  static void needsKubectl() {
    var path = System.getenv().getOrDefault("PATH", "");
    var present =
        List.of(path.split(":", -1)).stream()
            .anyMatch(f -> Files.isExecutable(Path.of(f, "kubectl")));
    if (!present) {
      System.out.println("not proven: there is no kubectl on the PATH, so none can be tried");
    }
    Assumptions.assumeTrue(present, "kubectl is on the PATH");
  }

  Said kubectl(String... arguments) throws IOException, InterruptedException {
    var out = folder.resolve("out" + calls);
    var err = folder.resolve("err" + calls++);
    var command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().put("KUBECONFIG", folder.resolve("config").toString());
    var process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("%s", command).isTrue();
      return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /// What `kubectl` printed; it must have ended well.
  String out(String... arguments) throws IOException, InterruptedException {
    var said = kubectl(arguments);
    assertThat(said.exit()).as("%s", said).isZero();
    return said.out();
  }

  /// Why `kubectl` failed.
  String err(String... arguments) throws IOException, InterruptedException {
    var said = kubectl(arguments);
    assertThat(said.exit()).as("%s", said).isNotZero();
    return said.err();
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "application/json", "");
  }

  HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", type)
            .timeout(LIMIT)
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    server.close();
    cluster.close();
  }
}
