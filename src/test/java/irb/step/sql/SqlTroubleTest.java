package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Secret;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import irb.step.sql.Proxy.Trick;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that can go wrong with a server or on the way to it.
class SqlTroubleTest {
  private static final Secret PASSWORD = new Secret("DB_PASSWORD", "wrong-canary");

  @SuppressWarnings("NullAway.Init")
  private static Server server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    var hba = folder.resolve("hba.conf");
    Files.writeString(
        hba,
        """
        host all locked 127.0.0.1/32 scram-sha-256
        host all all 127.0.0.1/32 trust
        """);
    server = new Server(Map.of("max_connections", "10", "hba_file", hba.toString()));
    server.execute("CREATE ROLE plain LOGIN");
    server.execute("CREATE ROLE locked LOGIN PASSWORD 'right'");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void twoRows() throws Exception {
    server.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)");
  }

  @Test
  void tooManyConnections() throws Exception {
    var held = new ArrayList<Connection>();
    try {
      for (var i = 0; i < 7; i++) {
        held.add(
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "plain", ""));
      }

      assertFault(run("SELECT 1", user("plain"), Mode.READ), Reason.TOO_MANY_CONNECTIONS);
    } finally {
      for (var connection : held) {
        connection.close();
      }
    }
  }

  @Test
  void wrongPassword() throws Exception {
    var target = Server.target("127.0.0.1", server.port(), "locked", Optional.of(PASSWORD));

    var outcome = run("SELECT 1", target, Mode.READ);

    assertFault(outcome, Reason.AUTH);
    assertThat(outcome.why()).contains("locked").doesNotContain("canary");
  }

  @Test
  void noPassword() throws Exception {
    assertFault(run("SELECT 1", user("locked"), Mode.READ), Reason.AUTH);
  }

  @Test
  void noSuchServerHostDatabaseTableOrRight() throws Exception {
    assertFault(run("SELECT 1", at(1), Mode.READ), Reason.UNREACHABLE);
    assertFault(
        run(
            "SELECT 1",
            Server.target("no.such.host.invalid", 5432, "x", Optional.empty()),
            Mode.READ),
        Reason.UNREACHABLE);
    assertFault(
        run(
            "SELECT 1",
            new Target.Postgres(
                "db",
                "127.0.0.1",
                server.port(),
                "nowhere",
                "postgres",
                Optional.empty(),
                Map.of()),
            Mode.READ),
        Reason.NOT_FOUND);
    assertFault(run("SELECT * FROM nothing", user("postgres"), Mode.READ), Reason.NOT_FOUND);
    assertFault(run("SELECT * FROM t", user("plain"), Mode.READ), Reason.REFUSED);
    assertFault(run("SELEC 1", user("postgres"), Mode.WRITE), Reason.INVALID);
  }

  @Test
  void saysWhereAQueryIsWrong() throws Exception {
    var outcome = run("SELECT a,\n  stat FROM t", user("postgres"), Mode.READ);

    assertThat(outcome.why()).isEqualTo("column \"stat\" does not exist, near 'stat FROM t'");
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereTlsIsWanted() throws Exception {
    var target =
        new Target.Postgres(
            "db",
            "127.0.0.1",
            server.port(),
            "postgres",
            "postgres",
            Optional.empty(),
            Map.of("sslmode", "verify-full"));

    assertFault(run("SELECT 1", target, Mode.READ), Reason.TLS);
  }

  @Test
  void aServerThatIsSilentFromTheStartIsGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var sessions = new Sessions()) {
      var outcome =
          executor("SELECT 1", at(silent.getLocalPort()))
              .run(call(Duration.ofMillis(400), sessions));

      assertFault(outcome, Reason.UNREACHABLE);
    }
  }

  @Test
  void aSilentHandshakeEndsWhenStopped() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var stop = new Stop();
      var running = start("SELECT 1", at(silent.getLocalPort()), Mode.READ, stop);
      try (var _ = silent.accept()) {
        stop.ask(Stop.Cause.ABORT);

        assertThat(running.get(1, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
      }
    }
  }

  @Test
  void aServerThatFallsSilentInAnAnswerIsGivenUp() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.FREEZE, "generate_series")) {
      var stop = new Stop();
      var running = start("SELECT generate_series(1, 9)", at(proxy.port()), Mode.READ, stop);
      proxy.awaitSeen();

      stop.ask(Stop.Cause.TIMEOUT);

      assertThat(running.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  void killingDoesNotWait() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.FREEZE, "generate_series")) {
      var stop = new Stop();
      var running = start("SELECT generate_series(1, 9)", at(proxy.port()), Mode.READ, stop);
      proxy.awaitSeen();

      stop.ask(Stop.Cause.KILL);

      assertThat(running.get(1, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void aConnectionLostBeforeCommitChangedNothing() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.CLOSE, "DELETE")) {
      var outcome = run("DELETE FROM t", at(proxy.port()), Mode.WRITE);

      assertFault(outcome, Reason.LOST);
      assertThat(server.number("SELECT count(*) FROM t")).isEqualTo(2);
    }
  }

  @Test
  void aConnectionLostAtCommitIsInDoubt() throws Exception {
    for (var trick : new Trick[] {Trick.CLOSE, Trick.SWALLOW}) {
      try (var proxy = new Proxy(server.port(), trick, "COMMIT")) {
        var outcome = run("DELETE FROM t", at(proxy.port()), Mode.WRITE);

        assertThat(outcome).as(trick.name()).isInstanceOf(Outcome.InDoubt.class);
        assertThat(((Outcome.InDoubt) outcome).reason()).isEqualTo(Reason.LOST);
      }
    }
  }

  @Test
  void aConnectionLostWhileAFunctionActsIsInDoubt() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.SWALLOW, "pg_notify")) {
      var outcome = run("SELECT pg_notify('a', 'b')", at(proxy.port()), Mode.WRITE);

      assertThat(outcome).isInstanceOf(Outcome.InDoubt.class);
    }
  }

  @Test
  void aReadWhoseConnectionIsLostIsAFault() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.CLOSE, "generate_series")) {
      assertFault(run("SELECT generate_series(1, 9)", at(proxy.port()), Mode.READ), Reason.LOST);
    }
  }

  @Test
  void anActingStatementThatWasNeverBegunIsNotInDoubt() throws Exception {
    assertFault(
        run("SELECT pg_notify('a', 'b'), nonsense", user("postgres"), Mode.WRITE), Reason.INVALID);
  }

  @Test
  void worksThroughAPoolerThatTakesNoOptions() throws Exception {
    try (var proxy = new Proxy(server.port(), Trick.REFUSE, "statement_timeout=");
        var sessions = new Sessions()) {
      var target = at(proxy.port());
      var call = Fixtures.call(Mode.READ, sessions);

      var outcome = executor("SELECT current_setting('statement_timeout') AS t", target).run(call);
      var bypassing =
          new SqlExecutor(
                  StatementTest.statement("SELECT 1"),
                  new RenderedQuery("DELETE FROM t", "", java.util.List.of()),
                  target)
              .run(call);

      assertThat(outcome.fields().get("row")).hasToString("{t=20s}");
      assertFault(bypassing, Reason.REFUSED);
    }
  }

  private static void assertFault(Outcome outcome, Reason reason) {
    assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).as(outcome.why()).isEqualTo(reason);
    assertThat(outcome.why()).isNotBlank();
  }

  private static Target.Postgres at(int port) {
    return Server.target("127.0.0.1", port, "postgres", Optional.empty());
  }

  private static Target.Postgres user(String user) {
    return Server.target("127.0.0.1", server.port(), user, Optional.empty());
  }

  private static irb.step.Executor executor(String sql, Target.Postgres target) throws Exception {
    return SqlExecutorTest.executor(sql, Map.of(), target);
  }

  private static Outcome run(String sql, Target.Postgres target, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor(sql, target).run(Fixtures.call(mode, sessions));
    }
  }

  private static FutureTask<Outcome> start(String sql, Target.Postgres target, Mode mode, Stop stop)
      throws Exception {
    var executor = executor(sql, target);
    var task =
        new FutureTask<Outcome>(() -> {
          try (var sessions = new Sessions()) {
            return executor.run(Fixtures.call(mode, stop, sessions));
          }
        });
    Thread.ofVirtual().start(task);
    return task;
  }

  private static Call call(Duration timeout, Sessions sessions) {
    return new Call(
        "step",
        "title",
        Mode.READ,
        timeout,
        OptionalLong.empty(),
        new Stop(),
        sessions,
        "test/1",
        Operator.NOBODY);
  }
}
