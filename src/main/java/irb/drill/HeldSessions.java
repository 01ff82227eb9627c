package irb.drill;

import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Session;
import irb.drill.Fault.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Real connections of a drill's own that stay open until they are healed or the drill is over.
final class HeldSessions implements Trouble {
  private static final int MOST = 1000;
  private static final String TOO_MANY = "53300";

  private final PgServer server;
  private final List<Connection> connections = new ArrayList<>();
  private @Nullable SqlClient client;

  private HeldSessions(PgServer server) {
    this.server = server;
  }

  /// Opens the connections and brings them into their state.
  private interface Opening {
    void open(HeldSessions held) throws SQLException, SandboxException;
  }

  /// Waits until the superuser sees that state.
  private interface Waiting {
    void await(HeldSessions held, Superuser superuser) throws SQLException, SandboxException;
  }

  static HeldSessions hold(PgServer server, HoldConnections wanted) throws SandboxException {
    return make(
        server,
        wanted.as(),
        wanted.since(),
        held -> {
          held.open(wanted);
          for (var connection : held.connections) {
            bring(connection, wanted.state());
          }
        },
        (held, superuser) -> {
          var pids = held.pids();
          if (!superuser.await(() -> superuser.count(pids, wanted.state()) == pids.size())) {
            throw new SandboxException("the held connections did not become " + wanted.state());
          }
        });
  }

  static HeldSessions session(PgServer server, Session wanted) throws SandboxException {
    return make(
        server,
        wanted.as(),
        wanted.since(),
        held -> held.client = new SqlClient(held.connections.getFirst(), wanted.sql()),
        (held, superuser) -> {
          var client = Objects.requireNonNull(held.client);
          var pids = held.pids();
          var rests =
              superuser.await(() ->
                  client.hasEnded()
                      || (client.isAtLast() && superuser.count(pids, State.ACTIVE) == 1));
          if (!rests) {
            throw new SandboxException("the session's statements before the last did not end");
          }
          client.check();
        });
  }

  private static HeldSessions make(
      PgServer server, String role, Duration since, Opening opening, Waiting waiting)
      throws SandboxException {
    var held = new HeldSessions(server);
    var made = false;
    try {
      held.openFirst(role);
      opening.open(held);
      try (var superuser = new Superuser(server)) {
        waiting.await(held, superuser);
        superuser.awaitAge(held.pids(), since);
      }
      made = true;
      return held;
    } catch (SQLException e) {
      throw new SandboxException("the fault cannot be made", e);
    } finally {
      if (!made) {
        held.close();
      }
    }
  }

  /// The first one sees to it that the superuser is gone: a slot of theirs is one that the held
  /// connections would not get.
  private void openFirst(String role) throws SQLException, SandboxException {
    int superuserPid;
    try (var superuser = new Superuser(server)) {
      superuser.role(role, "");
      superuserPid = superuser.pid();
    }
    open(role);
    try (var statement = connections.getFirst().createStatement()) {
      for (var look = 0; look < 500; look++) {
        statement.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.02)");
        try (var rows =
            statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE pid = " + superuserPid)) {
          if (!rows.next()) {
            return;
          }
        }
      }
    }
    throw new SandboxException("the connection that made the role '" + role + "' did not end");
  }

  private void open(HoldConnections wanted) throws SQLException, SandboxException {
    try {
      for (var i = 1; i < wanted.count().orElse(MOST); i++) {
        open(wanted.as());
      }
    } catch (SQLException e) {
      if (wanted.count().isEmpty() && TOO_MANY.equals(e.getSQLState())) {
        return;
      }
      throw e;
    }
    if (wanted.count().isEmpty()) {
      throw new SandboxException("the server is not full with " + MOST + " connections");
    }
  }

  private void open(String role) throws SQLException {
    connections.add(server.connect(role));
  }

  private static void bring(Connection connection, State state) throws SQLException {
    switch (state) {
      case IDLE -> {}
      case ACTIVE -> {
        var _ = new SqlClient(connection, List.of("SELECT pg_sleep(86400)"));
      }
      case IN_TRANSACTION -> {
        try (var statement = connection.createStatement()) {
          statement.execute("BEGIN");
        }
      }
    }
  }

  private List<Integer> pids() throws SQLException {
    var pids = new ArrayList<Integer>();
    for (var connection : connections) {
      pids.add(connection.unwrap(PGConnection.class).getBackendPID());
    }
    return pids;
  }

  int size() {
    return connections.size();
  }

  @Override
  public void heal() throws SandboxException {
    try (var superuser = new Superuser(server)) {
      if (!superuser.end(pids())) {
        throw new SandboxException("the held connections did not end");
      }
    } catch (SQLException e) {
      throw new SandboxException("the fault cannot be healed", e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    for (var connection : connections) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException _) {
        // it is gone already
      }
    }
  }
}
