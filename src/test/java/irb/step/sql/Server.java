package irb.step.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import irb.expr.Secret;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// A real PostgreSQL server for one test class; nothing of it is left behind.
final class Server implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres postgres;

  Server(Map<String, String> settings) throws IOException {
    folder = Files.createTempDirectory("irb-postgres");
    var builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("work").toFile())
            .setDataDirectory(folder.resolve("data"))
            .setPGStartupWait(Duration.ofSeconds(60));
    settings.forEach(builder::setServerConfig);
    postgres = builder.start();
  }

  int port() {
    return postgres.getPort();
  }

  Target.Postgres target() {
    return target("127.0.0.1", port(), "postgres", Optional.empty());
  }

  static Target.Postgres target(String host, int port, String user, Optional<Secret> password) {
    return new Target.Postgres("db", host, port, "postgres", user, password, Map.of());
  }

  Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /// Returns once a statement with `words` in it is being run.
  void awaitRunning(String words) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var i = 0; i < 200; i++) {
        try (var result =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND state = 'active' AND query LIKE '%"
                    + words
                    + "%'")) {
          result.next();
          if (result.getLong(1) > 0) {
            return;
          }
        }
        statement.execute("SELECT pg_sleep(0.05)");
      }
    }
    throw new AssertionError("nothing that runs " + words);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
