package irb.step.sql;

import irb.step.Call;
import irb.step.Stop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Cuts a running statement short when that is asked for: the server is asked to cancel it, and
/// where it does not within two seconds, the connection is closed.
final class Cut implements AutoCloseable {
  private final Connection connection;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Stop.Registration registration;
  private volatile @Nullable Statement running;

  Cut(Connection connection, Call call) {
    this.connection = connection;
    this.registration = call.stop().onStop(this::stop);
  }

  /// The statement that is to be cancelled from now on.
  void watch(Statement statement) {
    running = statement;
  }

  private void stop(Stop.Cause cause) {
    var kill = cause == Stop.Cause.KILL;
    if (!kill) {
      Thread.ofVirtual().start(this::cancel);
    }
    Thread.ofVirtual().start(() -> abort(kill ? 0 : 2_000));
  }

  /// Again and again: what is not running yet cannot be cancelled yet.
  private void cancel() {
    try {
      do {
        var statement = running;
        if (statement != null) {
          statement.cancel();
        }
      } while (!ended.await(100, TimeUnit.MILLISECONDS));
    } catch (SQLException | InterruptedException _) {
      // then the connection is closed in a moment
    }
  }

  private void abort(long millis) {
    try {
      if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException | InterruptedException _) {
      // it is closed already
    }
  }

  @Override
  public void close() {
    registration.close();
    ended.countDown();
  }
}
