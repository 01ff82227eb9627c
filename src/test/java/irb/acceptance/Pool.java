package irb.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A pool that is full: sessions idle for more than a second, and others that nobody may touch.
public final class Pool implements AutoCloseable {
  private static final int OLD = 10;

  private final Postgres server;
  private final List<Connection> all = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<Integer> old = new LinkedHashSet<>();
  private final Set<Integer> others = new LinkedHashSet<>();

  public Pool(Postgres server) throws SQLException {
    this.server = server;
    for (var i = 0; i < OLD; i++) {
      old.add(pid(open()));
    }
    for (var i = 0; i < 3; i++) {
      busy();
    }
    for (var i = 0; i < 2; i++) {
      fresh();
      inTransaction();
    }
    server.await(
        "(SELECT count(*) = "
            + OLD
            + " FROM pg_stat_activity WHERE pid IN ("
            + csv(old)
            + ") AND state = 'idle' AND state_change < now() - interval '1.1s')");
  }

  /// The sessions that have been idle for long.
  public Set<Integer> old() {
    return Set.copyOf(old);
  }

  public long oldAlive() throws SQLException {
    return alive(old);
  }

  public boolean othersAlive() throws SQLException {
    return alive(others) == others.size();
  }

  public void awaitOldGone() throws SQLException {
    server.await("NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid IN (" + csv(old) + "))");
  }

  private long alive(Set<Integer> pids) throws SQLException {
    return server.number("SELECT count(*) FROM pg_stat_activity WHERE pid IN (" + csv(pids) + ")");
  }

  private Connection open() throws SQLException {
    var connection = server.connect("app");
    all.add(connection);
    return connection;
  }

  private void busy() throws SQLException {
    var connection = open();
    others.add(pid(connection));
    Thread.ofVirtual().start(() -> ignoring(() -> run(connection, "SELECT pg_sleep(600)")));
  }

  /// Idle, and never for long.
  private void fresh() throws SQLException {
    var connection = open();
    others.add(pid(connection));
    Thread.ofVirtual()
        .start(() ->
            ignoring(() -> {
              while (!over.await(100, TimeUnit.MILLISECONDS)) {
                run(connection, "SELECT 1");
              }
            }));
  }

  private void inTransaction() throws SQLException {
    var connection = open();
    connection.setAutoCommit(false);
    run(connection, "SELECT 1");
    others.add(pid(connection));
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void ignoring(Work work) {
    try {
      work.run();
    } catch (Exception _) {
      // the pool is closed
    }
  }

  private static String csv(Set<Integer> pids) {
    return String.join(",", pids.stream().map(String::valueOf).toList());
  }

  @Override
  public void close() throws SQLException {
    over.countDown();
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
    server.await("NOT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'app')");
    for (var connection : all) {
      ignoring(connection::close);
    }
  }
}
