package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.HostileValues;
import irb.step.Inherited;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The constant text that reads the rest, under the shells that a server may have for `sh`.
@Timeout(30)
class WrapperTest {
  @TempDir Path folder;

  /// A shell, and whether whoever starts it has made it the leader of a group, as OpenSSH does.
  record Shell(Path program, boolean leader) {}

  static Stream<Shell> shells() {
    return Stream.of("dash", "bash", "busybox", "ksh", "mksh", "zsh")
        .map(name -> Path.of("/bin", name))
        .filter(Files::isExecutable)
        .flatMap(p -> Stream.of(new Shell(p, true), new Shell(p, false)));
  }

  private record Ran(String out, String err, int exit) {}

  @ParameterizedTest
  @MethodSource("shells")
  void everyValueArrivesAsItIs(Shell shell) throws Exception {
    var values = new ArrayList<>(values());
    var argv =
        new ArrayList<>(List.of("sh", "-c", "printf '%s\\0' \"$@\"; printenv V; cat; exit 7"));
    argv.add("name");
    argv.addAll(values);
    var env = new LinkedHashMap<String, Object>();
    env.put("V", "it's $HOME\n`id` \u00c1\u2028\\");
    var input = "\n first \r\n\n\\n $1 'x\n";

    var ran = run(shell, new RemoteCommand(argv, Optional.empty(), env, Optional.of(input)));

    var begins = Wrapper.BEGINS.matcher(ran.out());
    assertThat(begins.lookingAt()).as(ran.toString()).isTrue();
    assertThat(begins.group(2)).isEqualTo("group");
    assertThat(ran.out().substring(begins.end()))
        .isEqualTo(String.join("\0", values) + "\0" + env.get("V") + "\n" + input);
    assertThat(ran.err()).isEqualTo(Wrapper.ERR_BEGINS);
    assertThat(ran.exit()).isEqualTo(7);
  }

  @Test
  void everyByteOfACharacterArrives() throws Exception {
    var text = new StringBuilder();
    for (var c = 0x80; c < 0x800; c++) {
      text.appendCodePoint(c);
    }
    for (var shell : shells().toList()) {
      var ran =
          run(
              shell,
              new RemoteCommand(
                  List.of("printf", "%s", text.toString()),
                  Optional.empty(),
                  Map.of(),
                  Optional.empty()));

      assertThat(ran.out()).as(shell.toString()).endsWith("\n" + text);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void halfAScriptRunsNothing(Shell shell) throws Exception {
    var whole =
        Wrapper.script(
            new RemoteCommand(
                List.of("touch", "pwned"), Optional.empty(), Map.of(), Optional.empty()));

    for (var length : List.of(0, 1, 2, whole.length / 2, whole.length - 2, whole.length - 1)) {
      var ran = run(shell, java.util.Arrays.copyOf(whole, length));

      assertThat(ran.exit()).isEqualTo(125);
    }
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @Test
  void aBuiltinOfTheShellIsNotTakenForAProgram() throws Exception {
    var exit =
        new RemoteCommand(List.of("exit", "0"), Optional.empty(), Map.of(), Optional.empty());

    for (var shell : shells().toList()) {
      var ran = run(shell, exit);

      assertThat(ran.exit()).as(shell.toString()).isEqualTo(127);
      assertThat(Wrapper.missing(127, ran.err().strip())).as(ran.err()).contains("exit");
    }
  }

  @Test
  void aShellDoesNotSayWhichValuesTheCommandHadThatASignalEnded() throws Exception {
    var killed =
        new RemoteCommand(
            List.of("sh", "-c", "kill -9 $$"),
            Optional.empty(),
            Map.of("TOKEN", "c4nary"),
            Optional.empty());

    for (var shell : shells().toList()) {
      var ran = run(shell, killed);

      assertThat(ran.exit()).isEqualTo(137);
      assertThat(ran.err()).as(shell.toString()).isEqualTo(Wrapper.ERR_BEGINS);
    }
  }

  @Test
  void whatTheLoginShellReadsIsPlain() {
    assertThat(Wrapper.command().replace("' irb '", ""))
        .matches("exec sh -c '[^'!\n\\\\]*(\\\\n[^'!\n\\\\]*)*'");
  }

  private static List<String> values() {
    return HostileValues.all()
        .filter(v ->
            v.indexOf('\0') < 0
                && v.length() < 1000
                && StandardCharsets.UTF_8.newEncoder().canEncode(v))
        .toList();
  }

  private Ran run(Shell shell, RemoteCommand command) throws Exception {
    var all = new java.io.ByteArrayOutputStream();
    all.write(Wrapper.script(command));
    all.write(command.stdin().orElse("").toString().getBytes(StandardCharsets.UTF_8));
    return run(shell, all.toByteArray());
  }

  private Ran run(Shell shell, byte[] script) throws Exception {
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.deleteIfExists(bin.resolve("sh"));
    Files.createSymbolicLink(bin.resolve("sh"), shell.program());
    var argv = new ArrayList<String>();
    if (shell.leader()) {
      argv.addAll(List.of("setsid", "-w"));
    }
    argv.addAll(List.of("/bin/sh", "-c", Wrapper.command()));
    var builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin + ":" + Inherited.PATH);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    var process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(script);
    } catch (IOException _) {
      // it reads no more
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    Files.delete(bin.resolve("sh"));
    return new Ran(
        Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
        Files.readString(folder.resolve("err")),
        process.exitValue());
  }
}
