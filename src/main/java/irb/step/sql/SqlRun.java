package irb.step.sql;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import irb.step.Way;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/// One run of one statement: a transaction of its own, or alone where the server wants it so.
final class SqlRun {
  /// How far it came; what a failure means depends on it.
  private enum Stage {
    CONNECTING,
    PREPARING,
    RUNNING,
    COMMITTING
  }

  private static final int FETCHED = 500;

  private final Statement statement;
  private final RenderedQuery query;
  private final Target.Postgres target;
  private final PgSession session;
  private final Call call;
  private final Optional<Way> way;
  private Stage stage = Stage.CONNECTING;
  private String sent = "";

  SqlRun(
      Statement statement,
      RenderedQuery query,
      Target.Postgres target,
      PgSession session,
      Call call,
      Optional<Way> way) {
    this.statement = statement;
    this.query = query;
    this.target = target;
    this.session = session;
    this.call = call;
    this.way = way;
  }

  Outcome outcome() throws InterruptedException {
    try {
      var parsed = parsed();
      if (parsed.size() != 1) {
        return new Outcome.Fault(
            Reason.REFUSED, "these are " + parsed.size() + " statements, and a step runs one");
      }
      sent = parsed.getFirst().nativeSql;
      return run(ready());
    } catch (SQLException e) {
      return failed(e);
    }
  }

  /// The statements that the driver would send: a second opinion beside the lexer's.
  private List<NativeQuery> parsed() throws SQLException {
    return Parser.parseJdbcSql(query.sql(), true, true, true, false, false);
  }

  /// A connection in a transaction that is set up. One that went stale since the last step is
  /// replaced; nothing of this step was sent over it.
  private Connection ready() throws SQLException, InterruptedException {
    var open = session.open();
    if (open.isPresent()) {
      try {
        return prepared(open.get());
      } catch (SQLException e) {
        if (!Failure.of(e, target, sent).lost() || call.stop().asked().isPresent()) {
          throw e;
        }
        session.drop();
      }
    }
    stage = Stage.CONNECTING;
    var fresh = session.connect(call, way);
    return prepared(fresh);
  }

  private Connection prepared(Connection connection) throws SQLException {
    stage = Stage.PREPARING;
    connection.setNetworkTimeout(
        Runnable::run, Math.toIntExact(Math.min(call.timeout().toMillis() + 5_000, 86_400_000)));
    try (var _ = new Cut(connection, call)) {
      var alone = isAlone();
      connection.setAutoCommit(alone);
      if (!alone) {
        connection.setReadOnly(call.mode() == Mode.READ);
        settings(connection, true);
      } else if (session.isItsOwn()) {
        settings(connection, false);
      }
    }
    return connection;
  }

  private boolean isAlone() {
    return statement.alone() && call.mode() == Mode.WRITE;
  }

  /// Sets what this step needs, which is also the query that makes READ ONLY irrevocable.
  private void settings(Connection connection, boolean local) throws SQLException {
    var settings =
        List.of(
            Map.entry("statement_timeout", Long.toString(Math.max(1, call.timeout().toMillis()))),
            Map.entry("lock_timeout", Long.toString(Login.lock(call))),
            Map.entry("TimeZone", "UTC"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("standard_conforming_strings", "on"));
    var sql = new StringBuilder("SELECT ");
    for (var setting : settings) {
      sql.append("pg_catalog.set_config('").append(setting.getKey()).append("', '");
      sql.append(setting.getValue()).append("', ").append(local).append("), ");
    }
    try (var warmUp = connection.prepareStatement(sql.append("1").toString())) {
      warmUp.execute();
    }
  }

  private Outcome run(Connection connection) throws SQLException, InterruptedException {
    try (var cut = new Cut(connection, call);
        var prepared = connection.prepareStatement(query.sql())) {
      if (call.mode() == Mode.READ && call.evidence().isWanted()) {
        // all rows are wanted, and only so many of them at a time
        prepared.setFetchSize(FETCHED);
      } else if (call.mode() == Mode.READ) {
        // one more than is kept tells whether there are more
        prepared.setMaxRows(Rows.CAP + 1);
      }
      var index = 0;
      for (var bind : query.binds()) {
        bind.set(prepared, ++index);
      }
      cut.watch(prepared);
      try {
        return execute(connection, prepared);
      } catch (SQLException e) {
        var outcome = failed(e);
        settle(connection, e);
        return outcome;
      }
    }
  }

  private Outcome execute(Connection connection, PreparedStatement prepared) throws SQLException {
    if (call.stop().asked().isPresent()) {
      rollback(connection);
      return call.cutShort(false, "", Map.of());
    }
    stage = Stage.RUNNING;
    prepared.execute();
    var rows = Rows.of(prepared, call.evidence());
    if (call.mode() == Mode.READ) {
      connection.rollback();
      return new Outcome.Ok(rows.fields(false));
    }
    return isAlone() ? new Outcome.Ok(rows.fields(true)) : commit(connection, rows);
  }

  private Outcome commit(Connection connection, Rows rows) throws SQLException {
    var over = new RowLimit(call.rowLimit()).check(rows.changed(), "change");
    if (over.isPresent()) {
      connection.rollback();
      return statement.acts()
          ? new Outcome.InDoubt(
              Reason.LIMIT, over.get() + "; what the function did is not taken back", Map.of())
          : new Outcome.Fault(Reason.LIMIT, over.get());
    }
    if (call.stop().asked().isPresent()) {
      connection.rollback();
      return call.cutShort(statement.acts(), "", Map.of());
    }
    stage = Stage.COMMITTING;
    connection.commit();
    return new Outcome.Ok(rows.fields(!statement.effect().isRead()));
  }

  private static void rollback(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  /// Leaves the session as the next step wants to find it.
  private void settle(Connection connection, SQLException e) {
    try {
      if (Failure.of(e, target, sent).lost()) {
        session.drop();
      } else {
        rollback(connection);
      }
    } catch (SQLException _) {
      session.drop();
    }
  }

  private Outcome failed(SQLException e) throws InterruptedException {
    var failure = Failure.of(e, target, stage == Stage.CONNECTING ? "" : sent);
    var why = masked(failure.why());
    var begun = begun(failure);
    if (failure.lost()) {
      session.drop();
    }
    if (!begun && Thread.interrupted()) {
      throw new InterruptedException(why);
    }
    if (call.stop().asked().isPresent() && (failure.cancelled() || failure.lost())) {
      return call.cutShort(begun, why, Map.of());
    }
    if (begun) {
      return new Outcome.InDoubt(
          failure.reason(), why + "; it may or may not have taken effect", Map.of());
    }
    return failure.cancelled()
        ? new Outcome.TimedOut(why, Map.of())
        : new Outcome.Fault(failure.reason(), why);
  }

  /// The server quotes what it was sent, and that may be a secret.
  private String masked(String why) {
    var masked = query.masked(why);
    var password = target.password().filter(p -> !p.reveal().isEmpty());
    return password.isPresent()
        ? masked.replace(password.get().reveal(), password.get().toString())
        : masked;
  }

  /// Whether something may have been changed for good in spite of the failure.
  private boolean begun(Failure failure) {
    return call.mode() == Mode.WRITE
        && switch (stage) {
          case CONNECTING, PREPARING -> false;
          case RUNNING -> (statement.acts() || isAlone()) && !failure.early();
          case COMMITTING -> failure.lost();
        };
  }
}
