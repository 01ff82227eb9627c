package irb.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/// A real PostgreSQL server with 24 connections, for the roles `app`, `irb` (which may look and
/// signal) and `locked` (which needs the password [#PASSWORD]); nothing of it is left behind.
public final class Postgres implements AutoCloseable {
  static final int CONNECTIONS = 24;
  public static final String PASSWORD = "c4nary/pa ss:w@rd";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql/15/bin");

  private final String name;
  private final Path folder;
  private final int port;
  private final Closeable process;

  private Postgres(String name, Path folder, int port, Closeable process) throws Exception {
    this.name = name;
    this.folder = folder;
    this.port = port;
    this.process = process;
    roles();
  }

  static Postgres embedded() throws Exception {
    var folder = Files.createTempDirectory("irb-accept-18-");
    var server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("work").toFile())
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("max_connections", String.valueOf(CONNECTIONS))
            .setServerConfig("fsync", "off")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
    return new Postgres("PostgreSQL 18", folder, server.getPort(), server);
  }

  static boolean isInstalled() {
    return Files.isExecutable(INSTALLED.resolve("initdb"));
  }

  /// The version 15 of this machine, as an ordinary user: it refuses to run as root.
  static Postgres installed() throws Exception {
    var folder = Files.createTempDirectory("irb-accept-15-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var data = folder.resolve("data").toString();
    var port = freePort();
    ordinary(folder, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N");
    var options =
        "-p " + port + " -k " + folder + " -h 127.0.0.1 -F -c max_connections=" + CONNECTIONS;
    ordinary(folder, "pg_ctl", "-D", data, "-l", data + "/log", "-w", "-o", options, "start");
    Closeable stop = () -> ordinary(folder, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
    return new Postgres("PostgreSQL 15", folder, port, stop);
  }

  private static void ordinary(Path folder, String program, String... words) throws IOException {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
    }
    command.add(INSTALLED.resolve(program).toString());
    command.addAll(Arrays.asList(words));
    var output = folder.resolve("output").toFile();
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    if (exit(process) != 0) {
      throw new IOException(program + ": " + Files.readString(output.toPath()));
    }
  }

  private static int exit(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void roles() throws Exception {
    execute("CREATE ROLE app LOGIN");
    execute("CREATE ROLE irb LOGIN");
    execute("GRANT pg_monitor, pg_signal_backend TO irb");
    execute(
        "SET password_encryption = 'scram-sha-256'; CREATE ROLE locked LOGIN PASSWORD '"
            + PASSWORD
            + "'");
    execute("GRANT pg_monitor, pg_signal_backend TO locked");
    var hba = folder.resolve("data/pg_hba.conf");
    Files.writeString(hba, "host all locked all scram-sha-256\n" + Files.readString(hba));
    execute("SELECT pg_reload_conf()");
    for (var tries = 0; lets("locked"); tries++) {
      if (tries > 200) {
        throw new IllegalStateException("the password is still not asked for");
      }
      execute("SELECT pg_sleep(0.02)");
    }
  }

  private boolean lets(String role) {
    try (var _ = connect(role)) {
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return url(port);
  }

  /// As [#url], through whatever listens on `other`.
  static String url(int other) {
    return "postgresql://irb@127.0.0.1:" + other + "/postgres";
  }

  public Connection connect(String role) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("ApplicationName", "accept-" + role);
    properties.setProperty("connectTimeout", "20");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }

  public void execute(String sql) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public long number(String sql) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /// Returns once `condition` holds on the server.
  public void await(String condition) throws SQLException {
    for (var tries = 0; tries < 400; tries++) {
      if (number("SELECT (" + condition + ")::int") == 1) {
        return;
      }
      execute("SELECT pg_sleep(0.05)");
    }
    throw new AssertionError("it never came true that " + condition);
  }

  /// Returns once a statement with `words` in it runs.
  void awaitRunning(String words) throws SQLException {
    await(
        "EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'active'"
            + " AND query LIKE '%"
            + words
            + "%')");
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
