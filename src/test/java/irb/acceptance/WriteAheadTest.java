package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.SystemCalls.Call;
import irb.drill.kube.Cluster;
import irb.drill.kube.KubeServer;
import irb.drill.kube.Setup;
import irb.drill.kube.Workload;
import irb.ssh.Site;
import irb.step.redis.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seen from outside, by strace: the system has confirmed that the intent of a change is on the
/// disk before anything of the change begins, whatever carries it out.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteAheadTest {
  @SuppressWarnings("InlineFormatString") // a page of YAML has its own place
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets:
        here: {local: .}
        db: {postgres: "%s"}
        cache: {redis: "redis://127.0.0.1:%d"}
        api: {http: "%s"}
        host: {ssh: "irb@127.0.0.1:%d"}
        cluster: {kubectl: drill, namespace: shop, kubeconfig: "%s"}
      """;

  @SuppressWarnings("InlineFormatString") // a page of YAML has its own place
  private static final String STEPS =
      """
      runbook: all
      title: One change of each kind
      steps:
        - {id: due, decide: Due, choose: [{when: now < now, next: abort}], otherwise: sql}
        - {id: sql, remediate: Change, risk: medium, undo: {none: x}, sql: {target: db, query: "UPDATE ahead SET n = 1"}}
        - {id: http, remediate: Change, risk: medium, undo: {none: x}, http: {target: api, post: /echo, json: {n: 1}}}
        - {id: redis, remediate: Change, risk: medium, undo: {none: x}, redis: {target: cache, command: SET cache-ahead 1}}
        - {id: shell, remediate: Change, risk: medium, undo: {none: x}, shell: {target: here, command: [touch, ahead]}}
        - {id: ssh, remediate: Change, risk: medium, undo: {none: x}, ssh: {target: host, command: [touch, ahead]}}
        %s
        - {id: well, verify: Well, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  private static final String KUBECTL =
      "- {id: kubectl, remediate: Change, risk: medium, undo: {none: x}, kubectl: scale"
          + " deployment/api --replicas=3}";

  @TempDir static Path folder;
  private final Map<String, String> marks = new LinkedHashMap<>();
  private @Nullable SystemCalls seen;

  /// One run with all of them, which takes most of the time.
  @BeforeAll
  void run(Servers.All servers) throws Exception {
    if (!SystemCalls.canBeSeen()) {
      System.out.println("WriteAheadTest: not proven here, strace is missing or not allowed");
      return;
    }
    var postgres = servers.first();
    postgres.execute("CREATE TABLE ahead (n int); INSERT INTO ahead VALUES (0)");
    postgres.execute("GRANT ALL ON ahead TO irb");
    var setup =
        new Setup(
            "shop",
            List.of("node-1"),
            Map.of(
                "api",
                new Workload(1, Map.of("app", "a:1"), Optional.empty(), Duration.ofSeconds(1))),
            Map.of(),
            List.of(),
            _ -> false);
    try (var cluster = Cluster.start(setup, InstantSource.system());
        var kube = KubeServer.start(cluster, 0);
        var api = new Api();
        var site = new Site(folder);
        var redis = new Server(Files.createDirectory(folder.resolve("redis")))) {
      var ssh = site.known();
      var irb = new Irb(folder).with("HOME", site.home().toString());
      irb.with("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
      irb.book(BOOK.formatted(postgres.url(), redis.port(), api.url(), ssh.port(), config(kube)));
      irb.runbook("all", STEPS.formatted(hasKubectl() ? KUBECTL : ""));
      var file = folder.resolve("calls");

      try (var child = Child.start(irb, SystemCalls.recordedIn(file), "run", "all", "--yes")) {
        child.await(Duration.ofMinutes(5)).exits(0).says("RESOLVED");
      }

      assertThat(postgres.number("SELECT n FROM ahead")).isOne();
      assertThat(api.requests()).contains("POST /echo");
      assertThat(redis.text("GET", "cache-ahead")).isEqualTo("1");
      assertThat(folder.resolve("ahead")).exists();
      assertThat(site.remote().resolve("ahead")).exists();
      assertThat(cluster.replicas("api")).isEqualTo(hasKubectl() ? 3 : 1);
      marks.put("sql", "UPDATE ahead");
      marks.put("http", "POST /echo");
      marks.put("redis", "cache-ahead");
      marks.put("shell", "\"touch\", \"ahead\"");
      marks.put("ssh", "htons(" + ssh.port() + ")");
      if (hasKubectl()) {
        marks.put("kubectl", "\"--replicas=3\"");
      }
      seen = SystemCalls.in(file);
    } finally {
      postgres.execute("DROP TABLE ahead");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sql", "http", "redis", "shell", "ssh", "kubectl"})
  void theIntentIsOnTheDiskBeforeTheChangeBegins(String kind) {
    var calls = seen;
    var mark = marks.get(kind);
    if (calls == null || mark == null) {
      System.out.println("WriteAheadTest: not proven here for " + kind);
      return;
    }
    var intent = calls.first(-1, c -> isRecord(c, "intent", kind) && isChange(c)).orElseThrow();
    var forced =
        calls.first(intent.ended(), c -> isLog(c) && c.is("fdatasync", "fsync")).orElseThrow();
    var effect = calls.first(-1, c -> carries(c, mark)).orElseThrow();
    var answered = calls.first(effect.begun(), c -> answers(c, effect)).orElseThrow();
    var result = calls.first(intent.ended(), c -> isRecord(c, "result", kind)).orElseThrow();

    assertThat(forced.result()).isEqualTo("0");
    assertThat(effect.begun()).as("%s\n%s", forced, effect).isGreaterThan(forced.ended());
    assertThat(result.begun()).as("%s\n%s", answered, result).isGreaterThan(answered.ended());
  }

  private static boolean isLog(Call call) {
    return call.file().endsWith("/log.jsonl>");
  }

  private static boolean isRecord(Call call, String type, String step) {
    return isLog(call)
        && call.is("write", "pwrite64")
        && call.has("\\\"type\\\":\\\"" + type + "\\\",\\\"step\\\":\\\"" + step + "\\\"");
  }

  /// Not what looks whether the change may be made.
  private static boolean isChange(Call call) {
    return call.has("\\\"effect\\\":\\\"write\\\"");
  }

  /// A program that does it, bytes that ask for it, or a connection made for nothing else. What
  /// asks a cluster beforehand, whether it would, does not.
  private static boolean carries(Call call, String mark) {
    return call.has(mark)
        && !call.has("--dry-run=server")
        && (call.is("execve", "connect")
            || (call.is("write", "writev", "sendto", "sendmsg") && call.has("<TCP")));
  }

  /// The end of the program, or what the peer sent.
  private static boolean answers(Call call, Call effect) {
    return effect.is("execve")
        ? call.is("exited") && call.pid().equals(effect.pid())
        : call.is("read", "recvfrom")
            && call.result().matches("[1-9]\\d*")
            && call.descriptor().equals(effect.descriptor());
  }

  private static Path config(KubeServer server) throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: drill, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: drill, user: {}}]
        contexts: [{name: drill, context: {cluster: drill, user: drill, namespace: shop}}]
        """
            .formatted(server.port()));
  }

  private static boolean hasKubectl() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(f -> Files.isExecutable(Path.of(f, "kubectl")));
  }

  @AfterAll
  void forget() {
    seen = null;
  }
}
