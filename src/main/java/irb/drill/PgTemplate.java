package irb.drill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/// The data of a PostgreSQL server that nobody has used yet, made once for all drills: copying them
/// takes a twentieth of the time that making them takes. It has the database `postgres` alone.
///
/// `folder` holds it, beside the unpacked servers; it is made and deleted in `running`, where
/// drills run. Where the data were made by another version, a server does not start on them;
/// [#discard] makes room for new ones.
record PgTemplate(Path folder, Path running) {
  private static final String NAME = "unused";
  private static final String READY = "PG_VERSION";

  static PgTemplate of(Folders folders) {
    return new PgTemplate(folders.unpacked().resolve(NAME), folders.running());
  }

  /// Puts a copy into `data`, which is not there yet.
  void copyTo(Path data, EmbeddedPostgres.Builder maker) throws IOException {
    if (!Files.exists(folder.resolve(READY))) {
      make(maker);
    }
    try {
      new Tree(folder).copyTo(data);
    } catch (NoSuchFileException e) {
      // somebody discards it at this moment: the server makes its data itself
      new Tree(data).delete();
    }
  }

  /// In a workspace, so that its server is ended and its data are deleted also when irb is killed.
  private void make(EmbeddedPostgres.Builder maker) throws IOException {
    try (var workspace = Workspace.open(running)) {
      var data = workspace.of(NAME).resolve(PgServer.DATA);
      try {
        make(data, maker);
      } finally {
        ServerProcess.postgres(data).end();
      }
    } catch (SandboxException e) {
      throw new IOException(e.why(), e);
    }
  }

  private void make(Path data, EmbeddedPostgres.Builder maker) throws IOException {
    try {
      // its end writes everything to disk
      try (var server = maker.setDataDirectory(data).setLocaleConfig("wal-segsize", "1").start()) {
        lighten(server);
      }
      Files.move(data, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder.resolve(READY))) {
        throw e;
      }
      // another drill was faster
    }
  }

  /// Two thirds of the files belong to databases that only CREATE DATABASE copies.
  private static void lighten(EmbeddedPostgres server) throws IOException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("UPDATE pg_database SET datistemplate = false");
      statement.execute("DROP DATABASE template0");
      statement.execute("DROP DATABASE template1");
    } catch (SQLException e) {
      throw new IOException("the data for new servers cannot be prepared", e);
    }
  }

  /// Forgets it, so that the next server makes a new one. It goes at once: half of it would be in
  /// the way of the next one for good.
  void discard() throws IOException {
    try (var workspace = Workspace.open(running)) {
      Files.move(folder, workspace.of(NAME).resolve(PgServer.DATA), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      // another drill was faster
    } catch (SandboxException e) {
      throw new IOException(e.why(), e);
    }
  }
}
