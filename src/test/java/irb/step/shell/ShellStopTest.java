package irb.step.shell;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Fixtures;
import irb.step.Inherited;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Stop.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellStopTest {
  @TempDir Path dir;
  private Machine machine = new Machine(Path.of("."));
  private final String seconds = Machine.seconds();
  private final Stop stop = new Stop();

  @BeforeEach
  void useTheFolder() {
    machine = new Machine(dir);
  }

  @Test
  void endsTheWholeGroup() throws Exception {
    var outcome = start("sleep SECONDS & sleep SECONDS & touch begun; wait");

    stop.ask(Cause.ABORT);

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.InDoubt.class);
    assertThat(Machine.isRunning(seconds)).isFalse();
  }

  @Test
  void killsGrandchildrenThatIgnoreTheRequest() throws Exception {
    var outcome = start("(trap '' TERM; sleep SECONDS & sleep SECONDS) & touch begun; wait");

    stop.ask(Cause.TIMEOUT);

    outcome.get(5, TimeUnit.SECONDS);
    assertThat(Machine.isRunning(seconds)).isFalse();
  }

  @Test
  void killsADescendantThatHasLeftTheGroup() throws Exception {
    var outcome = start("setsid sh -c 'touch begun; sleep SECONDS; true' & wait");

    stop.ask(Cause.ABORT);

    outcome.get(5, TimeUnit.SECONDS);
    assertThat(Machine.isRunning(seconds)).isFalse();
  }

  @Test
  void endsTheDescendantsWhereThereIsNoSetsid() throws Exception {
    var script = "sleep SECONDS & touch begun; wait".replace("SECONDS", seconds);
    var launch =
        new irb.process.Command(
            List.of("sh", "-c", script),
            dir,
            Map.of("PATH", dir.toString()),
            Map.of("PATH", Inherited.PATH),
            Optional.empty());
    var executor = new ShellExecutor(launch, Effect.WRITE, Machine.GRACE);
    var outcome = machine.start(executor, Mode.WRITE, stop);
    machine.awaitFile("begun");

    stop.ask(Cause.ABORT);

    outcome.get(5, TimeUnit.SECONDS);
    assertThat(Machine.isRunning(seconds)).isFalse();
  }

  @Test
  void letsAProgramTidyUp() throws Exception {
    var outcome =
        start("trap 'touch tidied; exit 0' TERM; touch begun; while :; do sleep 0.05; done");

    stop.ask(Cause.ABORT);

    outcome.get(5, TimeUnit.SECONDS);
    assertThat(dir.resolve("tidied")).exists();
  }

  @Test
  void killsAtOnceWhenToldTo() throws Exception {
    var outcome = start("trap 'touch tidied' TERM; touch begun; while :; do sleep 0.05; done");

    stop.ask(Cause.KILL);

    outcome.get(5, TimeUnit.SECONDS);
    assertThat(dir.resolve("tidied")).doesNotExist();
  }

  @Test
  void startsNothingWhenItWasStoppedBefore() throws Exception {
    stop.ask(Cause.ABORT);

    var outcome = machine.start(machine.impatient("touch begun"), Mode.WRITE, stop);

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
    assertThat(dir.resolve("begun")).doesNotExist();
  }

  @Test
  void keepsWhatWasPrintedBeforeItWasStopped() throws Exception {
    var outcome = start("echo halfway; touch begun; sleep SECONDS");

    stop.ask(Cause.TIMEOUT);

    var ended = outcome.get(5, TimeUnit.SECONDS);
    assertThat(ended.fields()).containsEntry("out", "halfway\n");
    assertThat(ended.why()).isEqualTo("no end after 20s; it may or may not have taken effect");
  }

  @Test
  void anInterruptedThreadLeavesNothingBehind() throws Exception {
    var outcome = new CompletableFuture<Outcome>();
    var executor = machine.impatient("touch begun; sleep SECONDS".replace("SECONDS", seconds));
    var thread =
        Thread.startVirtualThread(() -> {
          try (var sessions = new Sessions()) {
            outcome.complete(executor.run(Fixtures.call(Mode.WRITE, sessions)));
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          }
        });
    machine.awaitFile("begun");

    thread.interrupt();

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.InDoubt.class);
    assertThat(Machine.isRunning(seconds)).isFalse();
  }

  @Test
  void doesNotWaitForAGrandchildThatHoldsThePipe() throws Exception {
    var outcome = machine.run("{script: 'echo done; sleep " + seconds + " & echo $! > pid'}");

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome.fields()).containsEntry("out", "done\n");
    var pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
    assertThat(outcome.fields()).containsEntry("still_running", List.of(pid));
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void isNotFilledByAGrandchildThatPrintsForEver() throws Exception {
    var outcome = machine.run("{script: 'yes & echo $! > pid; exit 3'}");

    assertThat(outcome.why()).startsWith("exit 3");
    var pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private CompletableFuture<Outcome> start(String script) {
    var outcome =
        machine.start(machine.impatient(script.replace("SECONDS", seconds)), Mode.WRITE, stop);
    machine.awaitFile("begun");
    assertThat(Machine.isRunning(seconds)).isEqualTo(script.contains("SECONDS"));
    return outcome;
  }
}
