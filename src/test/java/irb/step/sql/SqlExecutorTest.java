package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.ExecutorContract;
import irb.step.Fixtures;
import irb.step.Kept;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Risk;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlExecutorTest implements ExecutorContract {
  private static final Statement CLAIMS_TO_READ =
      new Statement("SELECT", Effect.PROVEN_READ, false, false, true, true, false, Risk.LOW);

  @SuppressWarnings("NullAway.Init")
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void twoRows() throws Exception {
    server.execute(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2);"
            + " DROP SEQUENCE IF EXISTS s; CREATE SEQUENCE s");
  }

  @Test
  void savesAllRowsAsCsvAndKeepsTheFirst() throws Exception {
    var kept = new Kept();

    var outcome =
        kept.read(
            executor("SELECT n, 'row ' || n AS \"a, b\" FROM generate_series(1, 25000) AS n"));

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome.fields()).containsEntry("truncated", true).containsEntry("count", 10_000L);
    var lines = kept.text().split("\r\n", -1);
    assertThat(lines)
        .hasSize(25_002)
        .startsWith("n,\"a, b\"", "1,row 1")
        .endsWith("25000,row 25000", "");
  }

  @Test
  void theCsvTellsNullsQuotesAndLinesApart() throws Exception {
    var kept = new Kept();

    kept.read(
        executor(
            "SELECT NULL::text AS none, '' AS empty, 'a \"b\"' AS q, E'1\\n2' AS l, now() IS NULL"
                + " AS f, interval '1 hour' AS i, 1 AS q"));

    assertThat(kept.text())
        .isEqualTo("none,empty,q,l,f,i,q_2\r\n,\"\",\"a \"\"b\"\"\",\"1\n2\",f,01:00:00,1\r\n");
  }

  @Test
  void savesAHeaderWhereThereIsNoRow() throws Exception {
    var kept = new Kept();

    kept.read(executor("SELECT a FROM t WHERE a > 5"));

    assertThat(kept.text()).isEqualTo("a\r\n");
  }

  @Override
  public Executor read() throws Exception {
    return executor("SELECT 1 AS one");
  }

  @Override
  public Executor failing() throws Exception {
    return executor("SELECT nonsense");
  }

  @Override
  public Executor unreachable() throws Exception {
    return executor("SELECT 1", Map.of(), at(1));
  }

  @Override
  public Executor slowRead() throws Exception {
    return executor("SELECT pg_sleep(60)");
  }

  @Override
  public Executor write() throws Exception {
    return executor("DELETE FROM t");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return executor("SELECT pg_notify('x', 'y'), pg_sleep(60)");
  }

  @Override
  public void awaitBegun() throws Exception {
    server.awaitRunning("pg_sleep(60)");
  }

  @Override
  public boolean atRest() throws Exception {
    return server.number(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                + " AND state = 'active' AND query LIKE '%pg_sleep(60)%'")
        == 0;
  }

  @Override
  public Optional<Executor> refused() throws Exception {
    return Optional.of(
        executor(
            "SELECT 1",
            Map.of(),
            Server.target("127.0.0.1", server.port(), "nobody_here", Optional.of(SECRET))));
  }

  @Override
  public Executor oversized() throws Exception {
    return executor("SELECT repeat('x', 1000) AS x FROM generate_series(1, 50000)");
  }

  @Override
  public Executor secretive() throws Exception {
    return executor("SELECT length(${{ token }}::text) AS n", Map.of("token", SECRET));
  }

  @Override
  public boolean changed() throws Exception {
    return rows() != 2;
  }

  @Test
  void showsTheQueryAndItsValues() throws Exception {
    var executor =
        executor(
            "SELECT a\n\n   FROM t -- all\n  WHERE a = ANY(${{ ids }}) AND b = ${{ s }}",
            Map.of("ids", List.of(1L, 2L), "s", "it's\n$3 = 1"));

    assertThat(executor.text())
        .isEqualTo(
            "SELECT a\nFROM t -- all\nWHERE a = ANY($1) AND b = $2\n$1 = [1, 2]\n"
                + "$2 = E'it''s\\n$3 = 1'");
  }

  @Test
  void theServerRefusesAWriteThatIsTakenForARead() throws Exception {
    var outcome = run(bypassing("DELETE FROM t"), Mode.READ);

    assertThat(fault(outcome).reason()).isEqualTo(Reason.REFUSED);
    assertThat(outcome.why()).contains("read-only transaction");
    assertThat(changed()).isFalse();
  }

  @Test
  void aReadOnlyTransactionCannotBeLeft() throws Exception {
    for (var trick :
        List.of(
            "COMMIT; DELETE FROM t",
            "SELECT 1; COMMIT; DELETE FROM t",
            "SET TRANSACTION READ WRITE",
            "DO $$ BEGIN COMMIT; DELETE FROM t; END $$",
            "DO $$ BEGIN PERFORM set_config('transaction_read_only', 'off', true);"
                + " DELETE FROM t; END $$")) {
      assertThat(run(bypassing(trick), Mode.READ)).as(trick).isInstanceOf(Outcome.Fault.class);
    }
    assertThat(changed()).isFalse();
  }

  @Test
  void aReadThatCommitsLeavesTheNextOneReadOnly() throws Exception {
    try (var sessions = new Sessions()) {
      for (var trick :
          List.of("COMMIT", "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "COMMIT")) {
        bypassing(trick).run(Fixtures.call(Mode.READ, sessions));
      }

      var outcome = bypassing("DELETE FROM t").run(Fixtures.call(Mode.READ, sessions));

      assertThat(fault(outcome).reason()).isEqualTo(Reason.REFUSED);
      assertThat(changed()).isFalse();
    }
  }

  @Test
  void tellsHowManyRowsItChanged() throws Exception {
    var outcome = run(executor("UPDATE t SET a = a + 1"), Mode.WRITE);

    assertThat(outcome.fields()).containsEntry("affected", 2L).containsEntry("count", 0L);
  }

  @Test
  void returnedRowsCountAsChanged() throws Exception {
    var outcome = run(executor("DELETE FROM t RETURNING a"), Mode.WRITE);

    assertThat(outcome.fields()).containsEntry("affected", 2L).containsEntry("count", 2L);
    assertThat(changed()).isTrue();
  }

  @Test
  void overTheRowLimitNothingIsCommitted() throws Exception {
    for (var sql : List.of("DELETE FROM t", "DELETE FROM t RETURNING a")) {
      var outcome = limited(executor(sql), 1);

      assertThat(fault(outcome).reason()).isEqualTo(Reason.LIMIT);
      assertThat(outcome.why()).isEqualTo("would change 2 rows; the limit is 1");
      assertThat(changed()).isFalse();
    }
  }

  @Test
  void atTheRowLimitItIsCommitted() throws Exception {
    assertThat(limited(executor("DELETE FROM t"), 2)).isInstanceOf(Outcome.Ok.class);
    assertThat(changed()).isTrue();
  }

  @Test
  void whatActsByFunctionIsCountedBeforeItActs() throws Exception {
    var ids = Map.of("ids", List.of(1L, 2L));
    var listed = executor("SELECT nextval('s') FROM t WHERE a = ANY(${{ ids }})", ids);

    assertThat(fault(limited(listed, 1)).reason()).isEqualTo(Reason.LIMIT);
    assertThat(fault(limited(executor("SELECT nextval('s') FROM t"), 1)).reason())
        .isEqualTo(Reason.LIMIT);
    assertThat(server.number("SELECT nextval('s')")).isEqualTo(1);
    assertThat(limited(listed, 2)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void whatActedOnMoreThanTheLimitIsInDoubt() throws Exception {
    var once =
        executor(
            "SELECT nextval('s') FROM (VALUES (1), (2)) v WHERE 1 = ANY(${{ ids }})",
            Map.of("ids", List.of(1L)));

    var outcome = limited(once, 1);

    assertThat(((Outcome.InDoubt) outcome).reason()).isEqualTo(Reason.LIMIT);
  }

  @Test
  void whatCannotBeCountedIsRefusedUnderALimit() throws Exception {
    var hidden = executor("WITH x AS (DELETE FROM t RETURNING 1) SELECT count(*) FROM x");

    assertThat(fault(limited(hidden, 1)).reason()).isEqualTo(Reason.LIMIT);
    assertThat(changed()).isFalse();
  }

  @Test
  void aWriteThatFailsChangesNothing() throws Exception {
    var outcome = run(executor("UPDATE t SET a = 1 / (a - 2)"), Mode.WRITE);

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(server.number("SELECT sum(a) FROM t")).isEqualTo(3);
  }

  @Test
  void anActingSelectThatFailsHalfwayIsInDoubt() throws Exception {
    var outcome = run(executor("SELECT nextval('s'), 1 / (a - 2) FROM t"), Mode.WRITE);

    assertThat(outcome).isInstanceOf(Outcome.InDoubt.class);
  }

  @Test
  void aPlainWriteThatWasCancelledWasRolledBack() throws Exception {
    var slow = executor("UPDATE t SET a = 9 WHERE pg_sleep(0.5) IS NOT NULL");
    try (var sessions = new Sessions()) {
      var outcome = slow.run(call(Mode.WRITE, Duration.ofMillis(300), sessions));

      assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
      assertThat(server.number("SELECT sum(a) FROM t")).isEqualTo(3);
    }
  }

  @Test
  void theServerWatchesTheTimeToo() throws Exception {
    try (var sessions = new Sessions()) {
      var outcome = slowRead().run(call(Mode.READ, Duration.ofMillis(300), sessions));

      assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
      assertThat(outcome.why()).contains("statement timeout");
      assertThat(read().run(call(Mode.READ, Duration.ofSeconds(9), sessions)))
          .isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void aLockIsNotWaitedForUntilTheEnd() throws Exception {
    try (var other = server.connect();
        var statement = other.createStatement();
        var sessions = new Sessions()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE t");

      var outcome = write().run(call(Mode.WRITE, Duration.ofMillis(600), sessions));

      assertThat(fault(outcome).reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(outcome.why()).contains("lock timeout");
    }
  }

  @Test
  void runsAloneWhatCannotRunInATransaction() throws Exception {
    try (var sessions = new Sessions()) {
      for (var sql :
          List.of(
              "VACUUM t",
              "CREATE INDEX CONCURRENTLY i ON t (a)",
              "REINDEX INDEX CONCURRENTLY i",
              "DROP INDEX CONCURRENTLY i",
              "UPDATE t SET a = a")) {
        assertThat(executor(sql).run(Fixtures.call(Mode.WRITE, sessions)))
            .as(sql)
            .isInstanceOf(Outcome.Ok.class);
      }
    }
  }

  @Test
  void readsShareAConnectionAndFindANewOneWhenItBroke() throws Exception {
    try (var sessions = new Sessions()) {
      var pid = executor("SELECT pg_backend_pid() AS pid");
      var first = pid(pid.run(Fixtures.call(Mode.READ, sessions)));
      assertThat(pid(pid.run(Fixtures.call(Mode.READ, sessions)))).isEqualTo(first);

      server.execute("SELECT pg_terminate_backend(" + first + ", 5000)");

      assertThat(pid(pid.run(Fixtures.call(Mode.READ, sessions)))).isNotEqualTo(first);
    }
  }

  @Test
  void namesItselfToTheServer() throws Exception {
    var outcome = run(executor("SELECT current_setting('application_name') AS name"), Mode.READ);

    assertThat(row(outcome)).containsEntry("name", "irb/test/1");
  }

  @Test
  void waitingForANeighbourEndsWhenStopped() throws Exception {
    var stop = new Stop();
    try (var sessions = new Sessions()) {
      read().run(Fixtures.call(Mode.READ, sessions));
      var session =
          sessions.session(
              "sql:db:read",
              PgSession.class,
              () -> {
                throw new AssertionError();
              });
      session.lock().lock();
      try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        var waiting = threads.submit(() -> read().run(Fixtures.call(Mode.READ, stop, sessions)));
        stop.ask(Stop.Cause.ABORT);

        assertThat(waiting.get()).isInstanceOf(Outcome.Aborted.class);
      } finally {
        session.lock().unlock();
      }
    }
  }

  @Test
  void keepsTenThousandRowsAndSaysSo() throws Exception {
    var outcome = run(executor("SELECT n FROM generate_series(1, 20000) n"), Mode.READ);

    assertThat(outcome.fields()).containsEntry("count", 10_000L).containsEntry("truncated", true);
    assertThat((List<?>) outcome.fields().get("rows")).hasSize(10_000);
  }

  private static long pid(Outcome outcome) {
    return (Long) Objects.requireNonNull(row(outcome).get("pid"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> row(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    return (Map<String, Object>) Objects.requireNonNull(outcome.fields().get("row"));
  }

  private static Outcome.Fault fault(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    return (Outcome.Fault) outcome;
  }

  private long rows() throws Exception {
    return server.number("SELECT count(*) FROM t");
  }

  private static Target.Postgres at(int port) {
    return Server.target("127.0.0.1", port, "postgres", Optional.empty());
  }

  private static Executor executor(String sql) throws Exception {
    return executor(sql, Map.of());
  }

  private static Executor executor(String sql, Map<String, ?> values) throws Exception {
    return executor(sql, values, server.target());
  }

  static Executor executor(String sql, Map<String, ?> values, Target.Postgres target)
      throws Exception {
    var yaml = "target: db\nquery: |\n  " + sql.replace("\n", "\n  ") + "\n";
    return Fixtures.action(new SqlStep(), yaml)
        .executor(Fixtures.rendering(values), Optional.of(target));
  }

  /// An executor whose lexer was fooled.
  private static Executor bypassing(String sql) {
    return new SqlExecutor(CLAIMS_TO_READ, new RenderedQuery(sql, sql, List.of()), server.target());
  }

  private static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  private static Outcome limited(Executor executor, long rows) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(
          new Call(
              "step",
              "title",
              Mode.WRITE,
              Duration.ofSeconds(20),
              OptionalLong.of(rows),
              new Stop(),
              sessions,
              "test/1",
              Operator.NOBODY));
    }
  }

  private static Call call(Mode mode, Duration timeout, Sessions sessions) {
    return new Call(
        "step",
        "title",
        mode,
        timeout,
        OptionalLong.empty(),
        new Stop(),
        sessions,
        "test/1",
        Operator.NOBODY);
  }
}
