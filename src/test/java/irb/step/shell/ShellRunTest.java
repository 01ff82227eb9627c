package irb.step.shell;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Null;
import irb.expr.Secret;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Inherited;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.Ok;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellRunTest {
  @TempDir Path dir;
  private Machine machine = new Machine(Path.of("."));

  @BeforeEach
  void useTheFolder() {
    machine = new Machine(dir);
  }

  @Test
  void givesWhatWasPrinted() throws Exception {
    var outcome = machine.run("{script: 'echo one two; echo; echo \" three\"; echo bad >&2'}");

    assertThat(outcome).isInstanceOf(Ok.class);
    assertThat(outcome.fields())
        .containsEntry("exit", 0L)
        .containsEntry("out", "one two\n\n three\n")
        .containsEntry("err", "bad\n")
        .containsEntry("lines", List.of("one two", "", " three"))
        .containsEntry("words", List.of(List.of("one", "two"), List.of(), List.of("three")))
        .doesNotContainKeys("json", "still_running");
  }

  @Test
  void readsJsonWhereItIsJson() throws Exception {
    var outcome = machine.run("{command: [echo, '{\"ready\": true, \"n\": [1, 2.5, null]}']}");

    assertThat(outcome.fields().get("json"))
        .isEqualTo(Map.of("ready", true, "n", List.of(1L, 2.5, Null.NULL)));
  }

  @Test
  void namesTheExitAndTheLastComplaint() throws Exception {
    var outcome = machine.run("{script: 'echo first >&2; echo no such table >&2; exit 7'}");

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.why()).isEqualTo("exit 7: no such table");
    assertThat(outcome.fields()).containsEntry("exit", 7L);
  }

  @Test
  void namesTheSignalThatEndedIt() throws Exception {
    assertThat(machine.run("{script: kill -9 $$}").why()).isEqualTo("ended by signal 9");
  }

  @Test
  void saysWhichProgramIsMissingAndWhereItWasLookedFor() throws Exception {
    var outcome = machine.run("{command: [kubectx]}");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(outcome.why()).startsWith("there is no program 'kubectx' on the PATH /");
  }

  @Test
  void looksForProgramsOnThePathOfTheTarget() throws Exception {
    var bin = Files.createDirectory(dir.resolve("bin"));
    program(bin.resolve("kubectx"), "#!/bin/sh\necho stand-in");
    var target = new Target.Local("server", dir, Map.of(), Map.of("PATH", bin + ":/usr/bin:/bin"));

    var action = Fixtures.action(new ShellStep(), "{command: [kubectx]}");
    var outcome = Machine.run(action.executor(Fixtures.rendering(Map.of()), Optional.of(target)));

    assertThat(outcome.fields()).containsEntry("out", "stand-in\n");
  }

  @Test
  void saysThatAFileIsNotExecutable() throws Exception {
    Files.writeString(dir.resolve("notes"), "x");

    var outcome = machine.run("{command: [./notes]}");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(outcome.why()).endsWith("notes' is not an executable file");
  }

  @Test
  void saysThatAnInterpreterIsMissing() throws Exception {
    program(dir.resolve("tool"), "#!/no/such/interpreter\n");

    var outcome = machine.run("{command: [./tool]}");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(outcome.why()).contains("cannot be started");
  }

  @Test
  void saysThatTheFolderIsMissing() throws Exception {
    var outcome = machine.run("{command: [pwd], dir: nowhere}");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(outcome.why()).contains("nowhere' to run in");
  }

  @Test
  void runsInAFolderBelowTheTargets() throws Exception {
    Files.createDirectory(dir.resolve("below"));

    var outcome = machine.run("{command: [pwd, -P], dir: below}");

    assertThat(outcome.fields()).containsEntry("lines", List.of(dir.toRealPath() + "/below"));
  }

  @Test
  void passesOnNothingButTheAllowedVariables() throws Exception {
    var inherited =
        Inherited.of(
            Map.of(
                "PATH", "/usr/bin:/bin",
                "LC_TIME", "C",
                "AWS_SECRET_ACCESS_KEY", "leaked",
                "LD_PRELOAD", "x"));
    var target = new Target.Local("server", dir, inherited, Map.of("COMPOSE_FILE", "a.yml"));

    var action = Fixtures.action(new ShellStep(), "{command: [env], env: {VERSION: 1.10}}");
    var outcome = Machine.run(action.executor(Fixtures.rendering(Map.of()), Optional.of(target)));

    assertThat((List<?>) outcome.fields().get("lines"))
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "PATH=/usr/bin:/bin", "LC_TIME=C", "TERM=dumb", "COMPOSE_FILE=a.yml", "VERSION=1.10");
  }

  @Test
  void aSecretReachesTheProcessAndNotTheText() throws Exception {
    var values = Map.of("env", Map.of("DB_PASSWORD", new Secret("DB_PASSWORD", "hunter2hunter2")));
    var executor =
        machine.executor(
            """
            script: 'printf "%s %s" "$PGPASSWORD" "$(cat)"'
            env: {PGPASSWORD: "${{ env.DB_PASSWORD }}"}
            stdin: "user:${{ env.DB_PASSWORD }}"
            """,
            values);

    var outcome = Machine.run(executor);

    assertThat(outcome.fields()).containsEntry("out", "hunter2hunter2 user:hunter2hunter2");
    assertThat(executor.text())
        .doesNotContain("hunter2")
        .contains("with PGPASSWORD=***(DB_PASSWORD)")
        .contains("standard input ***(DB_PASSWORD)");
  }

  @Test
  void showsEverythingThatWillRun() throws Exception {
    var executor =
        machine.executor(
            "{command: [git, commit, -m, \"it's 5 o'clock\"], env: {A: b c}, dir: /tmp, stdin: yes}");

    assertThat(executor.text())
        .isEqualTo(
            """
            git commit -m 'it'\\''s 5 o'\\''clock'
              in /tmp
              with A='b c'
              standard input yes\
            """);
  }

  @Test
  void readsNothingWhenNothingIsGiven() throws Exception {
    assertThat(machine.run("{command: [cat]}").fields()).containsEntry("out", "");
  }

  @Test
  void isNotHeldUpByAProgramThatDoesNotReadItsInput() throws Exception {
    var launch =
        new irb.process.Command(
            List.of("true"),
            dir,
            machine.target().inherited(),
            Map.of(),
            Optional.of("x".repeat(5_000_000)));

    var outcome =
        Machine.run(new ShellExecutor(launch, irb.step.Effect.WRITE, Duration.ofSeconds(5)));

    assertThat(outcome).isInstanceOf(Ok.class);
  }

  @Test
  void keepsTheBeginningAndTheEndOfALongOutput() throws Exception {
    var outcome = machine.run("{script: 'echo start; head -c 100000000 /dev/zero; echo end'}");

    var out = (String) outcome.fields().get("out");
    assertThat(out).startsWith("start\n").endsWith("end\n");
    assertThat(out).contains("\n… 99475722 bytes left out …\n").hasSizeLessThan(600_000);
  }

  @Test
  void anEndlessOutputIsDrainedUntilItIsStopped() throws Exception {
    var stop = new Stop();
    var outcome =
        machine.start(
            machine.impatient("printf 'y\\ny\\n'; touch begun; exec yes"), Mode.WRITE, stop);
    machine.awaitFile("begun");

    stop.ask(Cause.TIMEOUT);

    var ended = outcome.get(3, TimeUnit.SECONDS);
    assertThat(ended).isInstanceOf(Outcome.InDoubt.class);
    assertThat((String) ended.fields().get("out")).startsWith("y\ny\n").hasSizeLessThan(600_000);
  }

  @Test
  void aCommandThatIsTooLongIsRefused() throws Exception {
    var launch =
        new irb.process.Command(
            List.of("echo", "x".repeat(200_000)),
            dir,
            machine.target().inherited(),
            Map.of(),
            Optional.empty());

    var outcome =
        Machine.run(new ShellExecutor(launch, irb.step.Effect.WRITE, Duration.ofSeconds(5)));

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
  }

  @Test
  void decodesWhatIsNoUtf8() throws Exception {
    var outcome = machine.run("{command: [printf, 'a\\377b']}");

    assertThat(outcome.fields()).containsEntry("out", "a\uFFFDb");
  }

  private static void program(Path file, String text) throws Exception {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
