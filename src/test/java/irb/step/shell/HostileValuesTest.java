package irb.step.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.expr.Quoting;
import irb.step.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileValuesTest {
  @TempDir Path dir;

  static Stream<String> values() {
    return Stream.of(
            "; touch pwned",
            "$(touch pwned)",
            "`touch pwned`",
            "| touch pwned",
            "&& touch pwned",
            "> pwned",
            "' ; touch pwned ; '",
            "\" ; touch pwned ; \"",
            "\\",
            "\\\\'",
            "$HOME",
            "${HOME}",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "~",
            "~root",
            "#",
            "!!",
            "%s%n",
            "a b",
            " a ",
            "\t",
            "é",
            "日本語",
            "\uD83D\uDE00",
            "\u202e",
            "\u001b[2J",
            "${{ x }}",
            "$${{",
            "}}",
            "a=b",
            "=",
            "/../../etc",
            "..",
            "@file",
            "+x",
            "(",
            ")",
            "<(id)",
            "\u007f",
            "\\n",
            "$'\\n'",
            "'",
            "\"",
            "%00",
            "&#10;",
            "-rf",
            "--help",
            "-",
            "a\nb",
            "\n",
            "a\rb",
            "x".repeat(100_000))
        // in a locale of ASCII alone the others are refused, see
        // whatCannotBeEncodedIsRefusedAndNotReplaced
        .filter(irb.process.CommandRun::canBePassedOn);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsExactlyOneArgument(String value) throws Exception {
    var recorded = record("[./recorder, before, '${{ x }}', after]", value);

    assertThat(recorded).containsExactly("before", value, "after");
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsExactlyTheEndOfAnArgument(String value) throws Exception {
    assertThat(record("./recorder before --x=${{ x }} after", value))
        .containsExactly("before", "--x=" + value, "after");
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueReachesAScriptUnchanged(String value) throws Exception {
    recorder();
    var executor =
        new Machine(dir)
            .executor(
                "{script: './recorder \"$X\" \"$(cat)\"', env: {X: '${{ x }}'}, stdin: '${{ x }}.'}",
                Map.of("x", value));

    if (value.length() < 100_000) {
      assertThat(Machine.run(executor)).isInstanceOf(Outcome.Ok.class);
      assertThat(recorded()).containsExactly(value, value + ".");
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsShownIsWhatAShellWouldRun(String value) throws Exception {
    recorder();
    var line = Quoting.line(List.of("./recorder", value));
    var shell = new ProcessBuilder("sh", "-s").directory(dir.toFile()).start();

    try (var in = shell.getOutputStream()) {
      in.write(line.getBytes(StandardCharsets.UTF_8));
    }
    shell.waitFor();

    assertThat(recorded()).containsExactly(value);
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

  private List<String> record(String command, String value) throws Exception {
    recorder();
    var executor =
        new Machine(dir)
            .executor("command: " + command, Map.of("x", value), Allow.DASH, Allow.NEWLINE);

    assertThat(Machine.run(executor)).isInstanceOf(Outcome.Ok.class);

    assertThat(dir.resolve("pwned")).doesNotExist();
    return recorded();
  }

  private List<String> recorded() throws Exception {
    var text = Files.readString(dir.resolve("recorded"));
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private void recorder() throws Exception {
    var file = dir.resolve("recorder");
    Files.writeString(file, "#!/bin/sh\nprintf '%s\\0' \"$@\" > recorded\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
