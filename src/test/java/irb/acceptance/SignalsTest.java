package irb.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signals from outside, and the log that is left after them.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class SignalsTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}, here: {local: .}}
      """;
  private static final String SLOW =
      """
      runbook: slow
      title: Slow
      steps:
        - {id: look, diagnose: Look, sql: {target: db, query: "SELECT pg_sleep(55), 'WORDS' AS it"}}
        - {id: then, diagnose: Then, shell: {target: here, command: [touch, went_on, "${{ look.reason + 'x' }}"], effect: read}}
        - {id: enough, decide: Enough, choose: [{when: look.ok, next: no_action}], otherwise: escalate}
      """;

  @TempDir Path folder;
  private final Postgres server;

  SignalsTest(Servers.All servers) {
    server = servers.first();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143, terminated", "HUP, 129, hung_up", "INT, 130, interrupted"})
  void stopsTheRunningReadAndClosesTheLog(String signal, int exit, String outcome)
      throws Exception {
    var irb = new Irb(folder).book(BOOK).with("DATABASE_URL", server.url());
    irb.runbook("slow", SLOW.replace("WORDS", "signal " + signal));

    try (var child = Child.start(irb, "run", "slow", "-o", "json")) {
      server.awaitRunning("signal " + signal);
      child.signal(signal);
      var ran = child.await().exits(exit);

      assertThat(ran.json().at("/outcome").asText()).isEqualTo(outcome);
      assertThat(ran.json().at("/steps/0/outcome").asText()).isEqualTo("aborted");
    }

    irb.logVerifies();
    assertThat(folder.resolve("went_on")).doesNotExist();
    server.await(
        "NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND state = 'active' AND query LIKE '%signal "
            + signal
            + "%')");
  }

  @Test
  void theLogOfARealRunVerifiesWithoutIrb() throws Exception {
    var irb = resolved();
    var bytes = Files.readAllBytes(irb.log());

    if (!hasPython()) {
      System.out.println("acceptance: no log was verified without irb, there is no python3");
    } else {
      assertThat(python(irb.log())).startsWith("0 ").contains(":");
    }
    for (var bit : new int[] {9, bytes.length * 4, bytes.length * 8 - 20}) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(irb.log(), bytes);
      irb.run("log", "verify").exits(1).says("CORRUPT");
      if (hasPython()) {
        assertThat(python(irb.log())).startsWith("1 line");
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void theNextRunRecoversACutTail() throws Exception {
    var irb = resolved();
    var incident = irb.incident();
    var bytes = Files.readAllBytes(irb.log());
    Files.write(irb.log(), java.util.Arrays.copyOf(bytes, bytes.length - 40));

    irb.run("log", "verify").exits(0).says("cut short");
    irb.run("run", "quick", "--incident", incident, "--yes").exits(0).says(incident + ", run 2");

    irb.logVerifies();
    assertThat(Files.readString(irb.log())).contains("\"type\":\"recovered\"");
    irb.run("log", "show", incident).exits(0).says("run 2");
  }

  @Test
  void aCorruptLogIsNotGoneOnWith() throws Exception {
    var irb = resolved();
    var incident = irb.incident();
    var bytes = Files.readAllBytes(irb.log());
    bytes[bytes.length / 2] ^= 1;
    Files.write(irb.log(), bytes);
    Files.delete(folder.resolve("changed"));

    irb.run("run", "quick", "--incident", incident, "--yes").exits(5).says("log.jsonl", "line");

    assertThat(folder.resolve("changed")).doesNotExist();
    assertThat(Files.readAllBytes(irb.log())).isEqualTo(bytes);
  }

  private Irb resolved() throws IOException {
    var irb = new Irb(folder).book(BOOK).with("DATABASE_URL", server.url());
    irb.runbook(
        "quick",
        """
        runbook: quick
        title: Quick
        steps:
          - {id: look, diagnose: Look, sql: {target: db, query: "SELECT 'ü東\\t' AS it"}}
          - {id: ready, decide: Ready, choose: [{when: look.ok, next: change}], otherwise: escalate}
          - {id: change, remediate: Change, risk: low, undo: {none: test}, shell: {target: here, command: [touch, changed]}}
          - {id: ok, verify: OK, shell: {target: here, command: ["true"], effect: read}, next: resolved}
        """);
    irb.run("run", "quick", "--yes").exits(0);
    return irb.logVerifies();
  }

  private String python(Path log) throws Exception {
    var page = Files.readString(Path.of("src/docs/LOG.md"));
    var start = page.indexOf("```python\n") + "```python\n".length();
    var script =
        Files.writeString(
            folder.resolve("verify.py"), page.substring(start, page.indexOf("```", start)));
    var process =
        new ProcessBuilder("python3", script.toString(), log.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return process.waitFor() + " " + output;
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
