package irb.drill;

import irb.drill.Fault.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGConnection;

/// A connection that always finds a slot, and sees and ends every other.
final class Superuser implements AutoCloseable {
  private static final String AMONG = " FROM pg_stat_activity WHERE pid = ANY(?)";
  private static final int LOOKS = 500;

  private final Connection connection;

  Superuser(PgServer server) throws SQLException {
    this.connection = server.connect(PgServer.SUPERUSER);
  }

  int pid() throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /// Makes a role that may log in, unless there is one of that name.
  void role(String name, String password) throws SQLException {
    if (text("SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'").isEmpty()) {
      run("CREATE ROLE \"" + name + "\" LOGIN");
    }
    if (!password.isEmpty()) {
      run("ALTER ROLE \"" + name + "\" PASSWORD '" + password.replace("'", "''") + "'");
    }
  }

  /// How many of `pids` are in `state` now.
  long count(List<Integer> pids, State state) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT count(*)" + AMONG + " AND state = ?")) {
      statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
      statement.setString(2, state.toString());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /// Looks again and again until `there`, for ten seconds; the pauses are the server's.
  boolean await(Condition there) throws SQLException {
    for (var look = 0; look < LOOKS; look++) {
      if (there.holds()) {
        return true;
      }
      run("SELECT pg_sleep(0.02)");
    }
    return false;
  }

  /// Something to wait for.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws SQLException;
  }

  /// Lets the server wait until `pids` have been in their state for `since`.
  void awaitAge(List<Integer> pids, Duration since) throws SQLException {
    var sql =
        "SELECT pg_sleep(greatest(0, extract(epoch FROM max(state_change) - clock_timestamp()) + ?))"
            + AMONG;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, since.toNanos() / 1e9);
      statement.setArray(2, connection.createArrayOf("int4", pids.toArray()));
      statement.execute();
    }
  }

  /// Ends the sessions `pids`, and waits until they are gone; false when one stays.
  boolean end(List<Integer> pids) throws SQLException {
    // all are told before any is waited for
    among("SELECT count(pg_terminate_backend(pid))", pids);
    return await(() -> among("SELECT count(*)", pids) == 0);
  }

  private long among(String select, List<Integer> pids) throws SQLException {
    try (var statement = connection.prepareStatement(select + AMONG)) {
      statement.setArray(1, connection.createArrayOf("int4", pids.toArray()));
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
