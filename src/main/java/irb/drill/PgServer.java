package irb.drill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import irb.expr.Quoting;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// A PostgreSQL server of our own on a free port of this machine; it can be stopped and started
/// again with the same data and port.
final class PgServer implements AutoCloseable {
  static final String DATA = "data";
  static final String HOST = "127.0.0.1";
  static final String SUPERUSER = "postgres";

  private final Folders folders;
  private final Path home;
  private final Plan.Postgres plan;
  private @Nullable EmbeddedPostgres server;
  private int port;

  PgServer(Folders folders, Path home, Plan.Postgres plan) {
    this.folders = folders;
    this.home = home;
    this.plan = plan;
  }

  int port() {
    return port;
  }

  void start() throws SandboxException {
    var log = home.resolve("server.log");
    try {
      Files.createDirectories(folders.unpacked());
      if (!Files.exists(home.resolve(DATA))) {
        startFresh(log);
      } else {
        launch(log);
      }
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      ServerProcess.postgres(home.resolve(DATA)).end();
      throw new SandboxException("PostgreSQL did not start" + lastWords(log), e);
    } finally {
      leaveNoFolder();
    }
  }

  /// Starts on a copy of data that are ready. Where that does not work, and it works on data of its
  /// own, the copied ones are at fault: they are of another version.
  private void startFresh(Path log) throws IOException {
    var template = PgTemplate.of(folders);
    if (copied(template, log)) {
      try {
        launch(log);
        return;
      } catch (IOException | RuntimeException _) {
        ServerProcess.postgres(home.resolve(DATA)).end();
        new Tree(home.resolve(DATA)).delete();
      }
      launch(log);
      template.discard();
    } else {
      launch(log);
    }
  }

  private boolean copied(PgTemplate template, Path log) throws IOException {
    try {
      template.copyTo(home.resolve(DATA), builder(log));
      return true;
    } catch (IOException | RuntimeException _) {
      // a drill is slower without them, and says itself what keeps its server from starting
      new Tree(home.resolve(DATA)).delete();
      return false;
    }
  }

  private void launch(Path log) throws IOException {
    var builder =
        builder(log)
            .setPort(port)
            .setDataDirectory(home.resolve(DATA))
            .setServerConfig("max_connections", Integer.toString(plan.maxConnections()));
    // the server is started through a shell
    plan.settings().forEach((k, v) -> builder.setServerConfig(k, Quoting.word(v)));
    if (!plan.password().isEmpty()) {
      builder.setServerConfig("hba_file", Quoting.word(passwordFile().toString()));
    }
    var started = builder.start();
    server = started;
    port = started.getPort();
  }

  private EmbeddedPostgres.Builder builder(Path log) {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(folders.unpacked().toFile())
        .setCleanDataDirectory(false)
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .setServerConfig("listen_addresses", HOST)
        .setServerConfig("unix_socket_directories", "");
  }

  /// The library makes this folder even when it is told to use another.
  private void leaveNoFolder() {
    try {
      Files.deleteIfExists(folders.temp().resolve("embedded-pg"));
    } catch (IOException _) {
      // somebody else keeps something in it
    }
  }

  /// Only the role of the run has to say its password.
  private Path passwordFile() throws IOException {
    return Files.write(
        home.resolve("hba.conf"),
        List.of(
            "host all \"" + plan.user() + "\" " + HOST + "/32 scram-sha-256",
            "host all all " + HOST + "/32 trust"));
  }

  private static String lastWords(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return lines.isEmpty() ? "" : " (" + lines.getLast().strip() + ")";
    } catch (IOException _) {
      return "";
    }
  }

  void stop() {
    var running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException _) {
        // what still runs is ended below
      }
      ServerProcess.postgres(home.resolve(DATA)).end();
    }
  }

  Connection connect(String user) throws SQLException {
    var properties = new Properties();
    PGProperty.USER.set(properties, user);
    PGProperty.APPLICATION_NAME.set(properties, user);
    PGProperty.CONNECT_TIMEOUT.set(properties, 10);
    PGProperty.SSL_MODE.set(properties, "disable");
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    if (user.equals(plan.user()) && !plan.password().isEmpty()) {
      PGProperty.PASSWORD.set(properties, plan.password());
    }
    var url = "jdbc:postgresql://" + HOST + ":" + port + "/postgres";
    var connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("the driver does not know " + url);
    }
    return connection;
  }

  @Override
  public void close() {
    stop();
  }
}
