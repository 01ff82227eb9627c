package irb.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that runs statements on a thread of its own; the last one may never end.
final class SqlClient {
  private final List<String> sql;
  private final AtomicInteger begun = new AtomicInteger();
  private final CompletableFuture<Optional<SQLException>> end = new CompletableFuture<>();

  SqlClient(Connection connection, List<String> sql) {
    this.sql = List.copyOf(sql);
    Thread.startVirtualThread(() -> end.complete(run(connection)));
  }

  private Optional<SQLException> run(Connection connection) {
    for (var one : sql) {
      begun.incrementAndGet();
      try (var statement = connection.createStatement()) {
        statement.execute(one);
      } catch (SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  boolean hasEnded() {
    return end.isDone();
  }

  boolean isAtLast() {
    return begun.get() >= sql.size();
  }

  /// Throws what a statement that has ended ended with.
  void check() throws SQLException {
    var failed = end.getNow(Optional.empty());
    if (failed.isPresent()) {
      throw failed.get();
    }
  }
}
