package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.SshServer;
import irb.expr.Secret;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteRunTest {
  @TempDir Path folder;
  private Site site;
  private SshServer server;
  private Target.Ssh target;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
    server = site.known();
    target = site.target(Site.address(server));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void givesWhatWasPrinted() throws Exception {
    var outcome = Runs.run(target, "sh", "-c", "echo one two; echo; echo bad >&2");

    assertThat(outcome.fields())
        .containsEntry("exit", 0L)
        .containsEntry("out", "one two\n\n")
        .containsEntry("err", "bad\n")
        .containsEntry("words", List.of(List.of("one", "two"), List.of()));
  }

  @Test
  void namesTheExitAndTheLastComplaint() throws Exception {
    var outcome = Runs.run(target, "sh", "-c", "echo no such table >&2; exit 7");

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.why()).isEqualTo("exit 7: no such table");
    assertThat(outcome.fields()).containsEntry("exit", 7L);
  }

  @Test
  void namesTheSignalThatEndedIt() throws Exception {
    assertThat(Runs.run(target, "sh", "-c", "kill -9 $$").why()).isEqualTo("ended by signal 9");
  }

  @Test
  void saysWhichProgramIsMissing() throws Exception {
    var outcome = Runs.run(target, "kubectx");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(outcome.why()).contains("there is no program 'kubectx'");
  }

  @Test
  void runsInAFolder() throws Exception {
    Files.createDirectory(site.remote().resolve("srv"));

    assertThat(String.valueOf(run(in("srv", "pwd"), Mode.READ).fields().get("out")))
        .endsWith("/srv\n");
    assertThat(String.valueOf(run(in("~/srv", "pwd"), Mode.READ).fields().get("out")))
        .endsWith("/srv\n");
    var missing = run(in("/no/such", "touch", "pwned"), Mode.WRITE);
    assertThat(((Fault) missing).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(missing.why()).contains("there is no folder '/no/such'");
  }

  @Test
  void everyStepOfARunSharesAConnection() throws Exception {
    try (var dam = new Dam(server.port(), Long.MAX_VALUE);
        var sessions = new irb.step.Sessions()) {
      site.know("127.0.0.1 " + knownKey());
      var near = site.target("127.0.0.1:" + dam.port());
      for (var i = 0; i < 3; i++) {
        Runs.executor(near, "true").run(irb.step.Fixtures.call(Mode.READ, sessions));
      }

      assertThat(dam.connected()).isEqualTo(1);
    }
  }

  private String knownKey() throws Exception {
    var line = Files.readAllLines(site.home().resolve(".ssh/known_hosts")).getFirst();
    return line.substring(line.indexOf(' ') + 1);
  }

  @Test
  void noValueStandsInACommandLine() throws Exception {
    var secret = new Secret("TOKEN", "c4nary-value-1");
    var command =
        new RemoteCommand(
            List.of("sh", "-c", "ps -ef 2>/dev/null; printf %s \"$TOKEN\"; cat"),
            Optional.empty(),
            Map.of("TOKEN", secret),
            Optional.of(new Secret("INPUT", "c4nary-value-2")));

    var outcome = run(executor(command), Mode.READ);

    var out = String.valueOf(outcome.fields().get("out"));
    assertThat(out).endsWith("c4nary-value-1c4nary-value-2");
    assertThat(out.substring(0, out.length() - 28)).doesNotContain("c4nary");
    assertThat(server.received()).noneMatch(l -> l.contains("c4nary"));
    assertThat(executor(command).text()).doesNotContain("c4nary").contains("TOKEN=***(TOKEN)");
  }

  @Test
  void largeInputAndOutputPass() throws Exception {
    var text = "0123456789abcdef".repeat(64 << 10);
    var command = new RemoteCommand(List.of("cat"), Optional.empty(), Map.of(), Optional.of(text));

    var outcome = run(executor(command), Mode.READ);

    assertThat(String.valueOf(outcome.fields().get("out"))).contains("bytes left out");
  }

  @Test
  void aCommandThatReadsNothingEndsAllTheSame() throws Exception {
    var command =
        new RemoteCommand(
            List.of("true"), Optional.empty(), Map.of(), Optional.of("x".repeat(3 << 20)));

    assertThat(run(executor(command), Mode.READ)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void nothingOfItIsLeftWhenItIsStopped() throws Exception {
    var seconds = Runs.seconds();
    var stop = new Stop();
    var outcome =
        Runs.start(
            Runs.executor(target, "sh", "-c", "sleep " + seconds + " & sleep " + seconds),
            Mode.WRITE,
            stop);
    Runs.await(() -> Runs.isRunning("sleep " + seconds));

    stop.ask(Cause.TIMEOUT);

    assertThat(outcome.get(12, TimeUnit.SECONDS)).isInstanceOf(Outcome.InDoubt.class);
    assertThat(outcome.get().fields()).doesNotContainKey("still_running");
    assertThat(Runs.isRunning("sleep " + seconds)).isFalse();
  }

  @Test
  void whatDoesNotEndWhenAskedIsKilled() throws Exception {
    var seconds = Runs.seconds();
    var stop = new Stop();
    var outcome =
        Runs.start(
            Runs.executor(target, "sh", "-c", "trap '' TERM; sleep " + seconds + "; sleep 60"),
            Mode.READ,
            stop);
    Runs.await(() -> Runs.isRunning("sleep " + seconds));

    stop.ask(Cause.ABORT);
    stop.ask(Cause.KILL);

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
    assertThat(Runs.isRunning("sleep " + seconds)).isFalse();
  }

  @Test
  void aConnectionLostInAReadIsAnErrorAndInAWriteADoubt() throws Exception {
    var read = lost(Mode.READ);
    var write = lost(Mode.WRITE);

    assertThat(((Fault) read).reason()).isEqualTo(Reason.LOST);
    assertThat(((Outcome.InDoubt) write).reason()).isEqualTo(Reason.LOST);
  }

  private Outcome lost(Mode mode) throws Exception {
    var seconds = Runs.seconds();
    var outcome = Runs.start(Runs.executor(target, "sleep", seconds), mode, new Stop());
    Runs.await(() -> Runs.isRunning("sleep " + seconds));
    server.stop();
    try {
      return outcome.get(10, TimeUnit.SECONDS);
    } finally {
      server.start();
    }
  }

  @Test
  void aBrokenConnectionIsMadeAnew() throws Exception {
    try (var sessions = new irb.step.Sessions()) {
      var call = irb.step.Fixtures.call(Mode.READ, sessions);
      assertThat(Runs.executor(target, "true").run(call)).isInstanceOf(Outcome.Ok.class);
      server.stop();
      assertThat(Runs.executor(target, "true").run(call)).isInstanceOf(Fault.class);
      server.start();

      assertThat(Runs.executor(target, "true").run(call)).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void manyCommandsAtOnceWaitForTheirTurn() throws Exception {
    try (var sessions = new irb.step.Sessions();
        var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var call = irb.step.Fixtures.call(Mode.READ, sessions);
      var outcomes =
          java.util.stream.IntStream.range(0, 20)
              .mapToObj(i -> threads.submit(() -> Runs.executor(target, "echo", "n" + i).run(call)))
              .toList();

      for (var i = 0; i < 20; i++) {
        assertThat(outcomes.get(i).get().fields()).containsEntry("out", "n" + i + "\n");
      }
    }
  }

  @Test
  void whoIsNotLetInIsToldWhichKeysWereTried() throws Exception {
    Site.write(SshServer.key(), site.home().resolve(".ssh/id_ed25519"));

    var outcome = Runs.run(target, "true");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.AUTH);
    assertThat(outcome.why()).contains("does not let irb in").contains("id_ed25519");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void whoHasNoKeyIsTold() throws Exception {
    Files.delete(site.home().resolve(".ssh/id_ed25519"));

    assertThat(Runs.run(target, "true").why()).contains("there was no key to offer");
  }

  private Executor in(String dir, String... argv) {
    return executor(new RemoteCommand(List.of(argv), Optional.of(dir), Map.of(), Optional.empty()));
  }

  private Executor executor(RemoteCommand command) {
    return new RemoteExecutor(command, target, Rollout.ALL, Effect.ASSERTED_READ);
  }

  private static Outcome run(Executor executor, Mode mode) throws Exception {
    return Runs.run(executor, mode);
  }
}
