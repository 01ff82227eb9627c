package irb.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Aborted;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Outcome.TimedOut;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;

/// Servers that hang, hang up, or say no.
class TroubleTest {
  private static final Duration TIMEOUT = Duration.ofMillis(600);

  /// Where a server stops answering.
  enum Hanging implements Peer.Answers {
    AT_ONCE {
      @Override
      public Optional<String> to(List<String> command) {
        return Optional.empty();
      }
    },
    AFTER_THE_LOGIN {
      @Override
      public Optional<String> to(List<String> command) {
        return command.getFirst().equals("AUTH") ? Optional.of("+OK\r\n") : Optional.empty();
      }
    },
    BEFORE_THE_COMMAND {
      @Override
      public Optional<String> to(List<String> command) {
        return command.getFirst().equals("COMMAND")
            ? Optional.empty()
            : Optional.of(Peer.polite(command));
      }
    },
    AT_THE_COMMAND {
      @Override
      public Optional<String> to(List<String> command) {
        return command.getFirst().equals("GET")
            ? Optional.empty()
            : Optional.of(Peer.polite(command));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatHangsIsGivenUpInTime(Hanging when) throws Exception {
    try (var peer = Peer.answering(when)) {
      var outcome = timed(peer, Mode.READ, "GET x");

      assertThat(outcome).isInstanceOf(TimedOut.class);
    }
  }

  @Test
  void halfAnAnswerIsGivenUpInTime() throws Exception {
    Peer.Script half =
        (peer, socket) -> {
          for (var command = peer.receive(socket);
              command.isPresent();
              command = peer.receive(socket)) {
            var asked = command.get().getFirst().equals("GET");
            Peer.send(socket, asked ? "$100\r\nhalf" : Peer.polite(command.get()));
          }
        };
    try (var peer = new Peer(half)) {
      assertThat(timed(peer, Mode.READ, "GET x")).isInstanceOf(TimedOut.class);
    }
  }

  @Test
  void aServerThatNeverShakesHandsIsGivenUpInTime() throws Exception {
    try (var peer = new Peer((_, socket) -> Peer.hold(socket))) {
      assertThat(timed(secure(peer), Mode.READ, "GET x")).isInstanceOf(TimedOut.class);
    }
  }

  @Test
  void aServerThatHangsIsGivenUpAlsoWhenNobodyStopsIt() throws Exception {
    try (var peer = Peer.answering(Hanging.AT_ONCE);
        var sessions = new Sessions()) {
      var call = Commands.call(Mode.WRITE, Duration.ofMillis(200), new Stop(), sessions);

      var outcome = Commands.executor(target(peer), "SET x 1").run(call);

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(outcome.why()).endsWith("cannot be reached: no answer in 200ms");
    }
  }

  @Test
  void aWriteThatIsNotAnsweredInTimeIsInDoubt() throws Exception {
    Peer.Answers silent =
        c -> c.getFirst().equals("SET") ? Optional.empty() : Optional.of(Peer.polite(c));
    try (var peer = Peer.answering(silent)) {
      var outcome = timed(peer, Mode.WRITE, "SET x 1");

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(peer.commands()).containsExactly(List.of("SET", "x", "1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET x 1", "FLUSHALL", "EVAL 'return 1' 0", "SHUTDOWN"})
  void aWriteWhoseServerHangsUpIsSentOnceAndInDoubt(String command) throws Exception {
    try (var peer = new Peer(TroubleTest::hangUpAtAnyOther)) {
      var outcome = Commands.write(target(peer), command);

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.LOST);
      assertThat(outcome.why())
          .isEqualTo(
              "the connection to cache (redis://127.0.0.1:"
                  + peer.port()
                  + "/0) was lost; it may or may not have taken effect");
      assertThat(peer.commands()).hasSize(1);
    }
  }

  @Test
  void aReadWhoseServerHangsUpIsNotRepeated() throws Exception {
    try (var peer = new Peer(TroubleTest::hangUpAtAnyOther)) {
      var outcome = Commands.run(target(peer), Mode.WRITE, "GET x");

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LOST);
      assertThat(peer.commands()).hasSize(1);
    }
  }

  private static void hangUpAtAnyOther(Peer peer, Socket socket) throws IOException {
    for (var command = peer.receive(socket);
        command.isPresent()
            && List.of("HELLO", "CLIENT", "COMMAND").contains(command.get().getFirst());
        command = peer.receive(socket)) {
      Peer.send(socket, Peer.polite(command.get()));
    }
  }

  @Test
  void aStaleConnectionFailsNoWriteAndKeepsItsDatabase() throws Exception {
    var connections = new AtomicInteger();
    Peer.Script script =
        (peer, socket) -> {
          var first = connections.getAndIncrement() == 0;
          for (var command = peer.receive(socket);
              command.isPresent();
              command = peer.receive(socket)) {
            Peer.send(socket, Peer.polite(command.get()));
            if (first && command.get().getFirst().equals("GET")) {
              return;
            }
          }
        };
    try (var peer = new Peer(script);
        var sessions = new Sessions()) {
      var target = Server.target(peer.port(), 2, "", "");
      var get = Commands.executor(target, "GET x");
      var set = Commands.executor(target, "SET x 1");

      var first = get.run(Fixtures.call(Mode.READ, sessions));
      var second = set.run(Fixtures.call(Mode.WRITE, sessions));

      assertThat(List.of(first, second)).allMatch(Outcome.Ok.class::isInstance);
      assertThat(peer.commands())
          .containsExactly(
              List.of("SELECT", "2"),
              List.of("GET", "x"),
              List.of("SELECT", "2"),
              List.of("SET", "x", "1"));
    }
  }

  @Test
  void stepsShareOneConnection() throws Exception {
    try (var server = new Server();
        var sessions = new Sessions()) {
      for (var command : List.of("GET a", "SET a b", "GET a")) {
        Commands.executor(server.target(), command).run(Fixtures.call(Mode.WRITE, sessions));
      }

      assertThat(server.text("INFO", "stats")).contains("total_connections_received:2");
    }
  }

  @Test
  void whoIsStoppedBeforeItBeginsSendsNothing() throws Exception {
    var stop = new Stop();
    stop.ask(Stop.Cause.ABORT);
    try (var peer = Peer.answering(c -> Optional.of(Peer.polite(c)));
        var sessions = new Sessions()) {
      var outcome =
          Commands.executor(target(peer), "SET x 1").run(Fixtures.call(Mode.WRITE, stop, sessions));

      assertThat(outcome).isInstanceOf(Aborted.class);
      assertThat(peer.commands()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-MOVED 3999 10.0.0.7:6381 | NOT_FOUND | name the server that has the key",
        "-READONLY You can't write against a read only replica. | REFUSED | read only replica",
        "-LOADING Redis is loading the dataset in memory | UNREACHABLE | is loading",
        "-NOAUTH Authentication required. | AUTH | Authentication required",
        "-NOPERM this user has no permissions | REFUSED | no permissions",
        "-OOM command not allowed when used memory > 'maxmemory'. | REFUSED | used memory",
        "-MISCONF Redis is configured to save RDB snapshots | REFUSED | MISCONF",
        "-ERR value is not an integer or out of range | INVALID | not an integer",
      })
  void whatTheServerSaysIsKeptAndNothingIsInDoubt(String error, Reason reason, String words)
      throws Exception {
    Peer.Answers answers =
        c -> Optional.of(c.getFirst().equals("INCR") ? error + "\r\n" : Peer.polite(c));
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.write(target(peer), "INCR x");

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(reason);
      assertThat(outcome.why()).contains(words);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-ERR Error running script: @user_script:1: x | true",
        "-WRONGTYPE Operation against a key | true",
        "-ERR Error compiling script (new function): x | false",
        "-NOSCRIPT No matching script. | false",
        "-OOM command not allowed | true",
        "-READONLY You can't write | false",
      })
  void aScriptThatFailsMayHaveBegun(String error, boolean inDoubt) throws Exception {
    Peer.Answers answers =
        c -> Optional.of(c.getFirst().equals("EVAL") ? error + "\r\n" : Peer.polite(c));
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.write(target(peer), "EVAL 'return 1' 0");

      assertThat(outcome instanceof InDoubt).isEqualTo(inDoubt);
    }
  }

  @Test
  void aServerWithoutFreeSlotsSaysSo() throws Exception {
    try (var server = new Server("maxclients 1");
        var taken = new Connection(new HostAndPort(Server.HOST, server.port()))) {
      taken.ping();

      var outcome = Commands.read(server.target(), "GET x");

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
      assertThat(outcome.why()).contains("max number of clients reached");
    }
  }

  @Test
  void aServerThatWantsAPasswordSaysSo() throws Exception {
    try (var server = new Server("requirepass s3cret-password")) {
      var none = Commands.read(server.target(), "GET x");
      var wrong = Commands.read(Server.target(server.port(), 0, "", "wr0ng-password"), "GET x");
      var right = Commands.read(Server.target(server.port(), 0, "", "s3cret-password"), "GET x");

      assertThat(((Fault) none).reason()).isEqualTo(Reason.AUTH);
      assertThat(((Fault) wrong).reason()).isEqualTo(Reason.AUTH);
      assertThat(wrong.why()).contains("WRONGPASS").doesNotContain("wr0ng");
      assertThat(right).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void aServerThatRepeatsThePasswordIsNotQuoted() throws Exception {
    Peer.Answers answers =
        c -> Optional.of("-ERR unknown command, with args: " + c.getLast() + "\r\n");
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.read(Server.target(peer.port(), 0, "u", "s3cret-password"), "GET x");

      assertThat(outcome.why()).contains("***(REDIS_URL)").doesNotContain("s3cret");
    }
  }

  @Test
  void aNameThatIsNotKnownIsSaid() throws Exception {
    var target =
        new Target.Redis(
            "cache",
            "cache.invalid",
            6379,
            0,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());

    var outcome = Commands.read(target, "GET x");

    assertThat(outcome)
        .isEqualTo(
            new Fault(
                Reason.UNREACHABLE,
                "cache (redis://cache.invalid:6379/0) cannot be reached: its host name is not known"));
  }

  @Test
  void theRepliesOfAWriteMayBeTooLargeToKeep() throws Exception {
    Peer.Answers answers =
        c -> Optional.of(c.getFirst().equals("GETDEL") ? "$2000000\r\n" : Peer.polite(c));
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.write(target(peer), "GETDEL x");

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(outcome.fields()).containsOnlyKeys("text");
    }
  }

  private static Target.Redis target(Peer peer) {
    return Server.target(peer.port(), 0, "", "");
  }

  private static Target.Redis secure(Peer peer) {
    return new Target.Redis(
        "cache",
        Server.HOST,
        peer.port(),
        0,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty());
  }

  private static Outcome timed(Peer peer, Mode mode, String command) throws Exception {
    return timed(Server.target(peer.port(), 0, "u", "s3cret-password"), mode, command);
  }

  /// Runs `command` as the engine does: it is stopped at the end of its time, and must be back two
  /// seconds later.
  private static Outcome timed(Target.Redis target, Mode mode, String command) throws Exception {
    var stop = new Stop();
    var outcome = new CompletableFuture<Outcome>();
    try (var sessions = new Sessions();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // a step's own patience would end first, and is tried elsewhere
      var call = Commands.call(mode, Duration.ofSeconds(30), stop, sessions);
      var executor = Commands.executor(target, command);
      var _ = threads.submit(() -> outcome.complete(executor.run(call)));
      try {
        return outcome.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        stop.ask(Stop.Cause.TIMEOUT);
        return outcome.get(2, TimeUnit.SECONDS);
      }
    }
  }
}
