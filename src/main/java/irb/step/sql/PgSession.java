package irb.step.sql;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Target;
import irb.step.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLState;

/// A run's connection to one server in one mode: made when it is first needed, and anew after it
/// broke. Whoever uses it holds its lock.
final class PgSession implements AutoCloseable {
  private final Login login;
  private volatile @Nullable Connection connection;
  private boolean startupOptions = true;
  private boolean closed;

  PgSession(Target.Postgres target, Mode mode) {
    this.login = new Login(target, mode);
  }

  /// The connection that is open already.
  Optional<Connection> open() {
    return Optional.ofNullable(connection);
  }

  /// A new connection, along `way` where there is one; gives up when `call` is stopped, however
  /// silent the server is.
  Connection connect(Call call, Optional<Way> way) throws SQLException, InterruptedException {
    try {
      return keep(connectOnce(call, way));
    } catch (SQLException e) {
      // PgBouncer takes no `options`; each transaction sets what they would have set
      if (startupOptions && String.valueOf(e.getMessage()).contains("unsupported startup")) {
        startupOptions = false;
        return keep(connectOnce(call, way));
      }
      throw e;
    }
  }

  /// Whether settings may outlive a transaction; behind PgBouncer they would reach other clients.
  boolean isItsOwn() {
    return startupOptions;
  }

  private synchronized Connection keep(Connection made) throws SQLException {
    if (closed) {
      made.close();
      throw new SQLException("the run is over", PSQLState.CONNECTION_DOES_NOT_EXIST.getState());
    }
    connection = made;
    return made;
  }

  /// Connects on a virtual thread, whose socket an interrupt closes.
  private Connection connectOnce(Call call, Optional<Way> way)
      throws SQLException, InterruptedException {
    var made = new CompletableFuture<Connection>();
    var properties = login.properties(call, startupOptions, way);
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var connection = new Driver().connect(login.url(), properties);
                if (connection != null && !made.complete(connection)) {
                  connection.close();
                }
              } catch (SQLException | RuntimeException e) {
                made.completeExceptionally(e);
              }
            });
    try (var _ = call.stop().onStop(_ -> giveUp(made, "stopped while connecting"))) {
      return made.get(login.patience(call).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      giveUp(made, "no answer in " + login.patience(call).toSeconds() + " s");
      return outcome(made);
    } catch (ExecutionException e) {
      throw asSqlException(e);
    } finally {
      giveUp(made, "interrupted while connecting");
      if (made.isCompletedExceptionally()) {
        thread.interrupt();
      }
    }
  }

  private static void giveUp(CompletableFuture<Connection> made, String why) {
    made.completeExceptionally(
        new SQLException(why, PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState()));
  }

  private static Connection outcome(CompletableFuture<Connection> made)
      throws SQLException, InterruptedException {
    try {
      return made.get();
    } catch (ExecutionException e) {
      throw asSqlException(e);
    }
  }

  private static SQLException asSqlException(ExecutionException e) {
    return e.getCause() instanceof SQLException cause
        ? cause
        : new SQLException(
            String.valueOf(e.getCause()), PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(), e);
  }

  /// Lets go of a connection that is of no more use.
  void drop() {
    var dropped = connection;
    connection = null;
    if (dropped != null) {
      try {
        dropped.abort(Runnable::run);
      } catch (SQLException _) {
        // it was closed already
      }
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    var last = connection;
    connection = null;
    if (last != null) {
      last.close();
    }
  }
}
