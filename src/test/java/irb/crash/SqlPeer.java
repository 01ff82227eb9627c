package irb.crash;

import irb.acceptance.Irb;
import irb.acceptance.Postgres;
import java.sql.Connection;
import java.sql.SQLException;

/// A PostgreSQL server with a table in which every change is a row. A trigger can make a change
/// wait: before it takes effect, or in its commit.
final class SqlPeer implements Peer {
  private final Postgres server;

  SqlPeer(Postgres server) throws SQLException {
    this.server = server;
    server.execute(
        """
        DROP TABLE IF EXISTS crash CASCADE;
        CREATE TABLE crash (at timestamptz DEFAULT now());
        GRANT ALL ON crash TO irb;
        CREATE OR REPLACE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END'
        """);
  }

  @Override
  public String target() {
    return "db: {postgres: \"${{ env.DATABASE_URL }}\"}";
  }

  @Override
  public String write() {
    return "sql: {target: db, query: INSERT INTO crash DEFAULT VALUES}";
  }

  @Override
  public String read() {
    return "sql: {target: db, query: SELECT count(*) AS n FROM crash}";
  }

  @Override
  public String seen(String it) {
    return it + ".row.n";
  }

  @Override
  public long arrived() throws SQLException {
    return server.number("SELECT count(*) FROM crash");
  }

  @Override
  public void reset(Irb irb) throws SQLException {
    harmless();
    server.execute("TRUNCATE crash");
    irb.with("DATABASE_URL", server.url());
  }

  /// Holds the lock that the trigger wants until irb is dead. A commit goes on without it then;
  /// what was not committed is rolled back.
  @Override
  public void deadly(Runnable kill, boolean before) throws SQLException {
    server.execute(
        before
            ? "CREATE TRIGGER wait_here BEFORE INSERT ON crash FOR EACH ROW"
                + " EXECUTE FUNCTION wait_here()"
            : "CREATE CONSTRAINT TRIGGER wait_here AFTER INSERT ON crash DEFERRABLE INITIALLY"
                + " DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_here()");
    var holder = server.connect("postgres");
    execute(holder, "SELECT pg_advisory_lock(4711)");
    Thread.ofVirtual().start(() -> killWaiting(holder, kill));
  }

  private void killWaiting(Connection holder, Runnable kill) {
    try (holder) {
      server.await("EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
      kill.run();
      execute(holder, "SELECT pg_advisory_unlock(4711)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void harmless() throws SQLException {
    server.execute("DROP TRIGGER IF EXISTS wait_here ON crash");
  }

  @Override
  public void close() throws SQLException {
    server.execute("DROP TABLE crash CASCADE; DROP FUNCTION wait_here");
  }

  @Override
  public String toString() {
    return "sql";
  }
}
