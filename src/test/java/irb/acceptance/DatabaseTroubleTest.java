package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A database that is down, refuses, goes silent, or is asked for what it must not do.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class DatabaseTroubleTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}}
      """;

  @TempDir Path folder;
  private final Postgres server;
  private Irb irb;

  DatabaseTroubleTest(Servers.All servers) {
    server = servers.first();
  }

  @BeforeEach
  void install() {
    irb = new Irb(folder);
  }

  @Test
  void aDatabaseThatIsDownEscalates() throws IOException {
    irb.with("DATABASE_URL", Postgres.url(1));

    irb.run("run", "db-pool-exhaustion", "--yes")
        .exits(4)
        .says("cannot be reached: connection refused", "escalate to Technical lead");
    irb.logVerifies();
    var json = irb.run("run", "db-pool-exhaustion", "-o", "json").exits(4).json();
    assertThat(json.at("/steps/0/reason").asText()).isEqualTo("unreachable");
  }

  @Test
  void aPasswordThatIsRefusedEscalates() throws IOException {
    var url = "postgresql://locked:n0t-the-passw0rd@127.0.0.1:" + server.port() + "/postgres";
    irb.with("DATABASE_URL", url);

    irb.run("run", "db-pool-exhaustion", "--yes", "-v")
        .exits(4)
        .says("password")
        .saysNot("n0t-the-passw0rd");
    irb.logVerifies();
    var json = irb.run("run", "db-pool-exhaustion", "-o", "json").exits(4).json();
    assertThat(json.at("/steps/0/reason").asText()).isEqualTo("auth");
  }

  @Test
  void aDatabaseThatGoesSilentIsNotWaitedForLongerThanAsked() throws IOException {
    irb.book(BOOK)
        .runbook(
            "r",
            """
            runbook: r
            title: R
            steps:
              - {id: first, diagnose: First, sql: {target: db, query: "SELECT 1 AS one"}}
              - {id: then, diagnose: Then, timeout: 1s, sql: {target: db, query: "SELECT 'freeze here' AS it"}}
              - {id: seen, decide: Seen, choose: [{when: then.ok, next: no_action}], otherwise: escalate}
            """);
    try (var proxy = new Silencer(server.port(), "freeze here")) {
      irb.with("DATABASE_URL", Postgres.url(proxy.port()));

      irb.run("run", "r").exits(4).says("timed out");
    }
    irb.logVerifies();
  }

  @Test
  void twoStatementsAreRefusedWhereTheyStand() throws IOException {
    irb.book(BOOK)
        .runbook("r", writing("SELECT 1; DROP TABLE irb_kept", "diagnose"))
        .with("DATABASE_URL", server.url());

    var ran = irb.run("run", "r").exits(2).says("this is a second statement, and a step runs one");

    assertThat(ran.err()).containsPattern("r.yaml:\\d+:\\d+: error");
  }

  @Test
  void aWriteInADiagnoseStepIsRefusedBeforeItRuns() throws Exception {
    irb.book(BOOK).with("DATABASE_URL", server.url());
    for (var sql : WRITES) {
      irb.runbook("r", writing(sql, "diagnose"));

      irb.run("run", "r").exits(2).says("'write' may change something");
    }
  }

  private static final List<String> WRITES =
      List.of(
          "CREATE TABLE irb_made (n int)",
          "WITH x AS (DELETE FROM irb_kept RETURNING 1) SELECT * FROM x",
          "SELECT pg_terminate_backend(pg_backend_pid())",
          "EXPLAIN ANALYZE DELETE FROM irb_kept",
          "DELETE FROM irb_kept");

  @Test
  void withTheCheckTakenOutTheExecutorRefusesIt() throws Exception {
    server.execute(
        "CREATE TABLE IF NOT EXISTS irb_kept (n int); GRANT ALL ON irb_kept TO irb;"
            + " GRANT CREATE ON SCHEMA public TO irb; TRUNCATE irb_kept; INSERT INTO irb_kept VALUES (1)");
    for (var sql : WRITES) {
      var trial = new Trial(folder).playbook(BOOK).env("DATABASE_URL", server.url()).unlinted();
      var steps = writing(sql, "diagnose");

      var report = trial.run(steps.substring(steps.indexOf("steps:\n") + 7).stripIndent());

      assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
      assertThat(trial.last("write").result().reason()).as(sql).isEqualTo("refused");
    }
    assertThat(server.number("SELECT count(*) FROM irb_kept")).isEqualTo(1);
    assertThat(server.number("SELECT count(*) FROM pg_class WHERE relname = 'irb_made'")).isZero();
  }

  @Test
  void anEmptyPreviewLeavesNothingToDo() throws Exception {
    var trial = new Trial(folder).playbook(BOOK).env("DATABASE_URL", server.url());

    var report =
        trial.run(
            """
            - {id: ready, verify: Ready, sql: {target: db, query: "SELECT 1 AS one"}}
            - id: free
              remediate: Free them
              risk: high
              undo: {none: a test}
              preview: {sql: {target: db, query: "SELECT pid FROM pg_stat_activity WHERE false"}}
              sql: {target: db, query: "SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE pid = ANY(${{ preview.rows.map(r, r.pid) }})"}
            - {id: well, verify: Well, sql: {target: db, query: "SELECT 1 AS one"}, next: resolved}
            """);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).containsExactly("ready ok", "free skipped", "well ok");
    assertThat(trial.last("free").result().reason()).isEqualTo("nothing_to_do");
  }

  private static String writing(String sql, String phase) {
    return """
    runbook: r
    title: R
    steps:
      - {id: write, %s: Write, sql: {target: db, query: "%s"}}
      - {id: seen, decide: Seen, choose: [{when: write.ok, next: no_action}], otherwise: escalate}
    """
        .formatted(phase, sql);
  }

  /// Passes everything on until a client says certain words; then nothing moves any more.
  private static final class Silencer implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final String words;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch silent = new CountDownLatch(1);

    Silencer(int port, String words) throws IOException {
      this.port = port;
      this.words = words;
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          var client = listening.accept();
          var peer = new Socket(InetAddress.getLoopbackAddress(), port);
          sockets.addAll(List.of(client, peer));
          Thread.ofVirtual().start(() -> pump(client, peer));
          Thread.ofVirtual().start(() -> pump(peer, client));
        }
      } catch (IOException _) {
        // closed
      }
    }

    private void pump(Socket from, Socket to) {
      var buffer = new byte[65_536];
      try {
        for (var n = 0; n >= 0; n = from.getInputStream().read(buffer)) {
          if (new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(words)) {
            silent.countDown();
          }
          if (silent.getCount() > 0) {
            to.getOutputStream().write(buffer, 0, n);
          }
        }
      } catch (IOException _) {
        // one side has gone
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
