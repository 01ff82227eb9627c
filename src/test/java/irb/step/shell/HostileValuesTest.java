package irb.step.shell;

import static irb.process.CommandRun.canBePassedOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.expr.Quoting;
import irb.step.Executor;
import irb.step.HostileValues;
import irb.step.Outcome;
import irb.step.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileValuesTest {
  @TempDir Path dir;

  /// Where a value may stand, and what the command prints then; `@` is the value.
  enum Place {
    ARGUMENT(
        "{command: [printf, '%s=', before, '${{ x }}', '--x=${{ x }}', 'a/${{ x }}', after]}",
        "before=@=--x=@=a/@=after="),
    ENV_AND_INPUT(
        "{script: 'printf \"%s=\" \"$X\"; cat', env: {X: '${{ x }}'}, stdin: 'a${{ x }}z'}",
        "@=a@z");

    private final String yaml;
    private final String printed;

    Place(String yaml, String printed) {
      this.yaml = yaml;
      this.printed = printed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueArrivesAsItIsOrIsRefusedWhereItStands(Place place) throws Exception {
    var arrived = 0;
    for (var value : HostileValues.all().toList()) {
      Executor executor;
      try {
        executor = new Machine(dir).executor(place.yaml, Map.of("x", value), Allow.values());
      } catch (ExpressionException e) {
        assertThat(e.why()).contains("text:1:");
        continue;
      }

      var outcome = Machine.run(executor);

      if (outcome instanceof Outcome.Fault(var reason, _, _)) {
        assertThat(reason).isEqualTo(canBePassedOn(value) ? Reason.LIMIT : Reason.INVALID);
        continue;
      }
      assertThat(outcome.fields().get("out")).isEqualTo(place.printed.replace("@", value));
      arrived++;
    }
    assertThat(arrived).isGreaterThan(60);
    assertThat(dir).isEmptyDirectory();
  }

  /// It is the folder of that name below the target's, whatever it is called, or an error.
  @Test
  void aFolderIsTheOneOfThatNameAndNoOther() throws Exception {
    var arrived = 0;
    for (var value : HostileValues.all().toList()) {
      var there = !value.contains("/") && !value.isEmpty() && made(value);
      Outcome outcome;
      try {
        outcome =
            Machine.run(
                new Machine(dir)
                    .executor(
                        "{command: [pwd, -P], dir: '${{ x }}'}",
                        Map.of("x", value),
                        Allow.values()));
      } catch (ExpressionException e) {
        assertThat(e.why()).contains("text:1:");
        continue;
      }
      if (there) {
        var folder = dir.resolve(value).toRealPath();
        assertThat(outcome.fields().get("out")).isEqualTo(folder + "\n");
        arrived++;
      } else if (outcome instanceof Outcome.Fault(var reason, var why, _)) {
        assertThat(reason).isEqualTo(Reason.NOT_FOUND);
        assertThat(why).contains(dir.resolve(value).toString());
      }
    }
    assertThat(arrived).isGreaterThan(60);
  }

  private boolean made(String name) {
    try {
      return Files.isDirectory(Files.createDirectories(dir.resolve(name)));
    } catch (IOException | InvalidPathException _) {
      return false;
    }
  }

  @Test
  void whatIsShownIsWhatAShellWouldRun() throws Exception {
    var values =
        HostileValues.all()
            .filter(v -> v.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(v))
            .toList();
    var shell = new ProcessBuilder("sh", "-s").directory(dir.toFile()).start();
    Thread.startVirtualThread(() -> {
      try (var in = shell.getOutputStream()) {
        for (var value : values) {
          var line = Quoting.line(List.of("printf", "%s\\0", value)) + "\n";
          in.write(line.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException _) {
        // what is missing shows below
      }
    });

    var out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(List.of(out.split("\0", -1)).subList(0, values.size())).isEqualTo(values);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void whatCannotBeEncodedIsRefusedAndNotReplaced() {
    assertThatThrownBy(() ->
            new Machine(dir).executor("{command: [echo, '${{ x }}']}", Map.of("x", "a\ud800b")))
        .hasMessageContaining("half a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-rf", "a\nb", "a\rb", "\n"})
  void aDangerousArgumentIsRefusedUnlessItIsAllowed(String value) {
    assertThatThrownBy(
            () -> new Machine(dir).executor("{command: [echo, '${{ x }}']}", Map.of("x", value)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("allow: [");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[rm, -r, '/srv/${{ x }}']", "[rm, '--x=${{ x }}']"})
  void anEmptyEndOfAWordIsRefused(String command) {
    assertThatThrownBy(
            () -> new Machine(dir).executor("{command: " + command + "}", Map.of("x", "")))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("allow: [empty]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{command: [echo, '${{ x }}']}",
        "{command: [echo], env: {A: '${{ x }}'}}",
        "{command: [echo], dir: '${{ x }}'}"
      })
  void aNulIsRefusedEverywhere(String yaml) {
    assertThatThrownBy(() -> new Machine(dir).executor(yaml, Map.of("x", "a\0b"), Allow.values()))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("NUL");
  }
}
