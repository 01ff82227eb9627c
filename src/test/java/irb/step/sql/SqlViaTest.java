package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Gateway;
import irb.step.Gateway.ClosedException;
import irb.step.Outcome;
import irb.step.Passage;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Target;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A server that this machine cannot reach by its own name, and another host can.
class SqlViaTest {
  @SuppressWarnings("NullAway.Init")
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void isReachedThroughTheOtherHost() throws Exception {
    try (var passage = new Passage(server.port())) {
      var outcome =
          read((via, host, port, _) -> {
            assertThat(via.name() + " " + host + " " + port).isEqualTo("bastion db.internal 5432");
            return passage.way();
          });

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void isUnreachableWhenTheOtherHostDoesNotReachIt() throws Exception {
    try (var passage = new Passage(1)) {
      var outcome = read((_, _, _, _) -> passage.way());

      assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(outcome.why()).contains("nobody is behind the passage");
    }
  }

  @Test
  void isAnErrorWhenTheWayIsClosed() throws Exception {
    var outcome =
        read((_, _, _, _) -> {
          throw new ClosedException(Reason.AUTH, "bastion refuses the key");
        });

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.AUTH);
    assertThat(outcome.why()).isEqualTo("db cannot be reached: bastion refuses the key");
  }

  private static Outcome read(Gateway gateway) throws Exception {
    var executor =
        Fixtures.action(new SqlStep(), "{target: db, query: SELECT 1 AS one}")
            .executor(Fixtures.rendering(Map.of()), Optional.of(hidden()));
    try (var sessions = new Sessions(gateway)) {
      return executor.run(Fixtures.call(Mode.READ, sessions));
    }
  }

  private static Target.Postgres hidden() {
    return new Target.Postgres(
        "db",
        "db.internal",
        5432,
        "postgres",
        "postgres",
        Optional.empty(),
        Map.of("sslmode", "disable"),
        Optional.of(Fixtures.ssh("bastion")));
  }
}
