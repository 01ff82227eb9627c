package irb.step.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.ssh.Site;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.HostileValues;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every hostile value reaches a program on another machine byte for byte, in the one place it was
/// put into, or is refused.
@Timeout(60)
class HostileValuesTest {
  @TempDir static Path folder;
  private static Site site;
  private static Target.Ssh target;
  private static final Sessions SESSIONS = new Sessions();

  @BeforeAll
  static void open() throws Exception {
    site = new Site(folder);
    target = site.target(Site.address(site.known()));
    var recorder = site.remote().resolve("recorder");
    Files.writeString(
        recorder,
        "#!/bin/sh\n{ printf '%s\\0' \"$@\"; printf '%s\\0' \"$V\"; cat; } >\"$OLDPWD/recorded\"\n"
            .replace("$OLDPWD", site.remote().toString()));
    assertThat(recorder.toFile().setExecutable(true)).isTrue();
  }

  @AfterAll
  static void close() {
    SESSIONS.close();
    site.close();
  }

  static Stream<String> values() {
    return HostileValues.all();
  }

  static Stream<String> someValues() {
    var all = HostileValues.all().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("someValues")
  void aValueArrivesAsItIsOrIsRefused(String value) throws Exception {
    arrives(value);
  }

  @Tag("proof")
  @ParameterizedTest
  @MethodSource("values")
  void everyValueArrivesAsItIsOrIsRefused(String value) throws Exception {
    arrives(value);
  }

  private void arrives(String value) throws Exception {
    Executor executor;
    try {
      executor =
          executor(
              "{command: [./recorder, '${{ x }}', '--x=${{ x }}'], env: {V: '${{ x }}'},"
                  + " stdin: '${{ x }}.'}",
              value,
              Allow.values());
    } catch (ExpressionException e) {
      assertThat(
              value.contains("\0")
                  || !java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(value))
          .isTrue();
      assertThat(e.why()).contains(":1:");
      return;
    }

    var outcome = run(executor);

    if (value.length() > 100_000) {
      // the system there takes no argument of that length
      assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(recorded())
          .isEqualTo(value + "\0--x=" + value + "\0" + value + "\0" + value + ".");
    }
    assertThat(site.remote().resolve("pwned")).doesNotExist();
  }

  @Test
  void aLongInputArrives() throws Exception {
    var value = "x".repeat(200_000);

    var outcome = run(executor("{command: [./recorder, a], stdin: '${{ x }}'}", value));

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(recorded()).isEqualTo("a\0\0" + value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aFolderIsThatFolder(String value) throws Exception {
    Executor executor;
    try {
      executor = executor("{command: [pwd, -P], dir: '${{ x }}'}", value, Allow.values());
    } catch (ExpressionException e) {
      assertThat(e.why()).contains(":1:");
      return;
    }
    if (value.length() < 200 && !value.startsWith("/") && !value.contains("..")) {
      Files.createDirectories(site.remote().resolve("./" + value));
    }

    var outcome = run(executor);

    if (outcome instanceof Outcome.Ok ok) {
      var wanted = value.startsWith("/") ? Path.of(value) : site.remote().resolve("./" + value);
      assertThat(Path.of(String.valueOf(ok.fields().get("out")).replaceFirst("\n$", "")))
          .isEqualTo(wanted.toRealPath());
    } else {
      assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
      assertThat(value.length() > 200 || value.startsWith("/") || value.contains("..")).isTrue();
    }
    assertThat(site.remote().resolve("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-rf", "a\nb", "a\rb"})
  void aDangerousArgumentIsRefusedUnlessItIsAllowed(String value) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> executor("{command: [echo, '${{ x }}']}", value))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("allow: [");
  }

  private static Executor executor(String yaml, String value, Allow... allowed) throws Exception {
    return SshContractTest.executor(yaml, target, Map.of("x", value), allowed);
  }

  private static Outcome run(Executor executor) throws Exception {
    return executor.run(Fixtures.call(Mode.WRITE, SESSIONS));
  }

  private static String recorded() throws Exception {
    return Files.readString(site.remote().resolve("recorded"), StandardCharsets.UTF_8);
  }

  @Test
  void aScriptTakesItsValuesFromTheEnvironment() throws Exception {
    var outcome =
        run(
            executor(
                "{script: 'printf \"%s|%s\" \"$V\" \"$(cat)\"', env: {V: '${{ x }}'}, stdin: in}",
                "'; touch pwned; '"));

    assertThat(outcome.fields()).containsEntry("out", "'; touch pwned; '|in");
    assertThat(site.remote().resolve("pwned")).doesNotExist();
  }
}
