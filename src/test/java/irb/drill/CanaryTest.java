package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Child;
import irb.acceptance.Irb;
import irb.acceptance.Ran;
import irb.acceptance.Servers;
import irb.expr.Masker;
import irb.expr.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Canaries through every executor that may meet a secret, however its steps end, and a scan of all
/// that irb leaves behind. `tls` is not here: it is given no secret, and a certificate is none.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class CanaryTest {
  private static final Set<String> GIVEN = Set.of("books", "token", "id");
  private static final Canaries CANARIES = Canaries.all();

  @TempDir Path folder;
  private final Servers.All databases;
  private CanaryServers servers;
  private Irb irb;

  CanaryTest(Servers.All databases) {
    this.databases = databases;
  }

  @BeforeEach
  void start() throws Exception {
    servers = new CanaryServers(folder, databases.first());
    irb = servers.irb().runbook("r", CanaryRunbook.all(servers));
    irb.runbook("inner", CanaryRunbook.INNER).runbook("held", CanaryRunbook.held());
  }

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  private Ran run(String options) {
    var words = new ArrayList<>(List.of("run", "r", "-p", "token=@token"));
    words.addAll(List.of("--answer", "asked=" + Canaries.TOKEN, "--answer", "done=yes"));
    words.addAll(List.of(options.split(" ", -1)));
    return irb.run(words);
  }

  @Test
  void noRunLeavesACanaryBehind() throws Exception {
    leavesNone(List.of("--yes -v", "--dry-run -o json"));
  }

  @Tag("proof")
  @Test
  void noRunInAnyFormatLeavesACanaryBehind() throws Exception {
    leavesNone(List.of("--yes --debug", "--yes -o json", "--yes -o jsonl", "--dry-run -v"));
  }

  private void leavesNone(List<String> runs) throws Exception {
    for (var options : runs) {
      var ran = run(options);

      assertThat(CANARIES.in(ran.all())).as(options).isEmpty();
      assertThat(ran.exit()).as("%s: %s", options, ran.all()).isLessThan(70);
    }
    irb.logVerifies();
    assertThat(CANARIES.in(irb.run("log", "show", "-v").all())).isEmpty();
    assertThat(CANARIES.below(folder, GIVEN)).isEmpty();
  }

  /// So that the scan above means something: it would find what each executor leaves.
  @Test
  void withoutAMaskerEveryExecutorLeavesSome() throws Exception {
    irb.masking(Blind::new);

    var ran = run("--yes -v");

    assertThat(CANARIES.in(ran.all())).isNotEmpty();
    var leaking = new TreeSet<String>();
    for (var line : Files.readAllLines(irb.log())) {
      if (!CANARIES.in(line).isEmpty()) {
        leaking.add(line.replaceAll(".*?\"step\":\"([a-z_/]+)\".*", "$1"));
      }
    }
    assertThat(leaking)
        .contains("asked", "dns_said", "dns_cut", "http_said", "http_failed")
        .contains("http_user", "http_write", "nested/told", "nested/heard", "redis_said")
        .contains("redis_map", "shell_said", "shell_failed", "shell_slow", "shell_write")
        .contains("sql_said", "sql_write", "ssh_said", "ssh_failed", "ssh_write", "tell_slack");
    if (servers.hasKubectl()) {
      assertThat(leaking)
          .contains("kubectl_described", "kubectl_yaml", "kubectl_json", "kubectl_logs");
    }
  }

  @Test
  void aRunThatIsKilledLeavesNoCanaryBehind() throws Exception {
    var temp = Files.createDirectory(folder.resolve("tmp"));
    irb.with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temp);
    try (var child = Child.start(irb, "run", "held", "-p", "token=@token", "-v")) {
      for (var held : List.of("shell.held", "ssh.held")) {
        await(folder.resolve(held));
      }
      servers.parrot().awaitHanging();

      assertThat(CANARIES.in(commandLines())).isEmpty();
      child.signal("KILL");
      assertThat(child.await().exit()).isEqualTo(137);
    } finally {
      Files.writeString(folder.resolve("stop"), "");
    }

    assertThat(irb.log().resolveSibling("evidence")).exists();
    assertThat(CANARIES.below(folder, GIVEN)).isEmpty();
  }

  private void await(Path file) throws IOException {
    for (var tries = 0; !Files.exists(file); tries++) {
      if (tries > 400) {
        throw new AssertionError(
            "there is no "
                + file
                + ", but "
                + Files.readString(folder.resolve("child.out"))
                + Files.readString(folder.resolve("child.err")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// Those of all processes, which anybody may read.
  private static String commandLines() throws IOException {
    var all = new StringBuilder();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        try {
          all.append(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
          // it has gone
        }
      }
    }
    return all.toString();
  }

  /// A masker that takes every secret and masks none.
  private static final class Blind extends Masker {
    @Override
    public boolean add(Secret secret) {
      return true;
    }
  }
}
