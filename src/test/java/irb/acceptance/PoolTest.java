package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The main job, on every server there is: `irb run db-pool-exhaustion`.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class PoolTest {
  private static final List<String> WORDS =
      List.of("run", "db-pool-exhaustion", "-p", "idle_longer_than=1s");
  private static final Map<Postgres, Pool> pools = new HashMap<>();
  private static List<Postgres> servers = List.of();
  private static Api api;

  @TempDir Path folder;
  private Irb irb;

  @BeforeAll
  static void start(Servers.All all) throws Exception {
    servers = all.list();
    api = new Api();
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    for (var pool : pools.values()) {
      pool.close();
    }
    pools.clear();
  }

  @BeforeEach
  void install() {
    irb = new Irb(folder).with("API_BASE_URL", api.url());
  }

  static List<Postgres> servers() {
    return servers;
  }

  /// Filling it takes more than a second, so one is used until a run has emptied it.
  private Pool full(Postgres server) throws Exception {
    irb.with("DATABASE_URL", server.url());
    var pool = pools.get(server);
    if (pool == null || pool.oldAlive() < pool.old().size()) {
      emptied(server);
      pool = new Pool(server);
      pools.put(server, pool);
    }
    return pool;
  }

  private void emptied(Postgres server) throws Exception {
    irb.with("DATABASE_URL", server.url());
    var pool = pools.remove(server);
    if (pool != null) {
      pool.close();
    }
  }

  private Ran run(String... more) {
    var words = new ArrayList<>(WORDS);
    words.addAll(List.of(more));
    return irb.run(words);
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("servers")
  void aDryRunShowsWhatWouldBeTerminatedAndTerminatesNothing(Postgres server) throws Exception {
    var pool = full(server);

    var text = run("--dry-run").exits(0);
    irb.logVerifies();
    var json = run("--dry-run", "-o", "json").exits(0).json();
    var lines = run("--dry-run", "-o", "jsonl").exits(0).jsonLines();

    assertThat(text.out())
        .contains("WOULD CHANGE", "pg_terminate_backend", "docker-compose restart");
    pool.old().forEach(pid -> assertThat(text.out()).contains(String.valueOf(pid)));
    assertThat(json.at("/outcome").asText()).isEqualTo("rehearsed");
    assertThat(json.at("/exit").asInt()).isZero();
    assertThat(pids(json.at("/proposals/0/preview/rows")))
        .containsExactlyInAnyOrderElementsOf(pool.old());
    assertThat(lines.getLast().at("/event").asText()).isEqualTo("finished");
    assertThat(pool.oldAlive()).isEqualTo(pool.old().size());
    assertThat(pool.othersAlive()).isTrue();
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("servers")
  void previewsOverTheLimitStopTheRun(Postgres server) throws Exception {
    var pool = full(server);
    copied("limits: {rows: 50}", "limits: {rows: 3}");

    var text = run("--yes").exits(6);
    irb.logVerifies();
    var json = run("--yes", "-o", "json").exits(6).json();

    text.says("the preview shows 10 rows and 'limits.rows'", "allows 3; nothing was changed");
    assertThat(json.at("/outcome").asText()).isEqualTo("stopped");
    assertThat(json.at("/exit").asInt()).isEqualTo(6);
    assertThat(pool.oldAlive()).isEqualTo(pool.old().size());
    assertThat(run("--dry-run").exit()).isEqualTo(6);
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("servers")
  void suspendsWithoutApprovalAndSaysWhatToType(Postgres server) throws Exception {
    var pool = full(server);
    copied("holds_for: 5s", "holds_for: 1s");

    var text = run().exits(3);
    irb.logVerifies();
    var json = run("-o", "json").exits(3).json();

    text.says("'free_idle' needs an approval and nobody can be asked; it was not run");
    pool.old().forEach(pid -> assertThat(text.out()).contains(String.valueOf(pid)));
    assertThat(json.at("/outcome").asText()).isEqualTo("suspended");
    assertThat(json.at("/pending/step").asText()).isEqualTo("free_idle");
    assertThat(pool.oldAlive()).isEqualTo(pool.old().size());

    var next = next(text);
    assertThat(next).matches("irb resume [0-9a-f-]+/1 --approve free_idle");
    assertThat(json.at("/next/0").asText()).matches("irb resume [0-9a-f-]+/1 --approve free_idle");
    var words = new ArrayList<>(List.of(next.split(" ")));
    assertThat(words.removeFirst()).isEqualTo("irb");
    words.addAll(List.of("-o", "json"));
    var second = irb.run(words).exits(0).json();
    irb.logVerifies();

    assertThat(second.at("/outcome").asText()).isEqualTo("resolved");
    pool.awaitOldGone();
    assertThat(pool.othersAlive()).isTrue();
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("servers")
  void terminatesWhatHasBeenIdleForLongAndNothingElse(Postgres server) throws Exception {
    var pool = full(server);

    var ran = run("--yes").exits(0);
    irb.logVerifies();

    ran.says("RESOLVED", "free_idle", "log head", "irb log show");
    pool.awaitOldGone();
    assertThat(pool.othersAlive()).isTrue();
    irb.run("log", "show").exits(0).says("free_idle", "approved", "RESOLVED");
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("servers")
  void leavesAHealthyServerAlone(Postgres server) throws Exception {
    emptied(server);

    var text = run().exits(0);
    irb.logVerifies();
    var json = run("-o", "json").exits(0).json();
    var lines = run("-o", "jsonl").exits(0).jsonLines();

    text.says("NO ACTION", "the pool has room");
    assertThat(json.at("/outcome").asText()).isEqualTo("no_action");
    assertThat(lines.getLast().at("/outcome").asText()).isEqualTo("no_action");
  }

  /// Uses a copy of the runbook with one change from now on.
  private void copied(String text, String other) throws IOException {
    var shipped = Path.of("runbooks/ai-secretary");
    var runbook = Files.readString(shipped.resolve("db-pool-exhaustion.yaml"));
    assertThat(runbook).contains(text);
    irb.book(Files.readString(shipped.resolve("playbook.yaml")))
        .runbook("db-pool-exhaustion", runbook.replace(text, other));
  }

  private static String next(Ran ran) {
    return ran.out()
        .lines()
        .filter(l -> l.strip().startsWith("next "))
        .map(l -> l.strip().substring("next".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> pids(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(r -> r.at("/pid").asInt()).toList();
  }
}
