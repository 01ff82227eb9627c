package irb.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `save`: the whole output of a step, masked, in a file beside the log.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class SaveTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}, here: {local: .}}
      """;

  @TempDir Path folder;
  private final Postgres server;
  private Irb irb;

  SaveTest(Servers.All servers) {
    server = servers.first();
  }

  @BeforeEach
  void install() throws IOException {
    irb = new Irb(folder).book(BOOK).with("DATABASE_URL", server.url());
  }

  private Ran run(String steps, String... words) throws IOException {
    irb.runbook(
        "r",
        "runbook: r\ntitle: R\nparams: {token: {type: secret, optional: true}}\nsteps:\n"
            + steps.indent(2)
            + """
              - {id: enough, decide: Enough, choose: [{when: now < now, next: abort}], otherwise: no_action}
            """);
    var all = new java.util.ArrayList<>(List.of("run", "r"));
    all.addAll(List.of(words));
    return irb.run(all);
  }

  private Path file(String name) throws IOException {
    return irb.log().resolveSibling("evidence").resolve(name);
  }

  @Test
  void savesAllThatACommandPrints() throws Exception {
    var ran =
        run(
            "- {id: much, diagnose: Much, save: numbers.txt, shell: {target: here, effect: read,"
                + " command: [seq, 200000]}}");

    ran.exits(0).says("saved evidence/numbers.txt, 1.3 MB, sha256 ");
    var bytes = Files.readAllBytes(file("numbers.txt"));
    assertThat(new String(bytes, ISO_8859_1)).startsWith("1\n2\n").endsWith("\n200000\n");
    assertThat(bytes).hasSize(1_288_895);
    irb.logVerifies();
    irb.run("log", "show").exits(0).says("saved evidence/numbers.txt, 1.3 MB");
  }

  @Test
  void theLogHoldsTheHashOfTheFile() throws Exception {
    run(
        "- {id: some, diagnose: Some, save: some, shell: {target: here, effect: read, command:"
            + " [echo, x]}}");

    var sha256 = MessageDigest.getInstance("SHA-256").digest("x\n".getBytes(ISO_8859_1));
    assertThat(Files.readString(irb.log()))
        .contains(
            "\"saved\":[{\"file\":\"evidence/some\",\"bytes\":2,\"sha256\":\""
                + HexFormat.of().formatHex(sha256)
                + "\"}]");
  }

  @Test
  void tellsItInJson() throws Exception {
    var ran =
        run(
            "- {id: some, diagnose: Some, save: some, shell: {target: here, effect: read, command:"
                + " [echo, x]}}",
            "-o",
            "json");

    assertThat(ran.exits(0).json().at("/steps/0/saved/0/file").asText()).isEqualTo("evidence/some");
    assertThat(ran.json().at("/steps/0/saved/0/bytes").asLong()).isEqualTo(2);
  }

  @Test
  void savesRowsAsCsv() throws Exception {
    run("- {id: rows, diagnose: Rows, save: rows.csv, sql: {target: db, query: \"SELECT n, NULL AS"
            + " x FROM generate_series(1, 3) AS n\"}}")
        .exits(0);

    assertThat(file("rows.csv")).hasContent("n,x\n1,\n2,\n3,\n".replace("\n", "\r\n"));
  }

  @Test
  void aFailedStepKeepsWhatWasThere() throws Exception {
    run("- {id: bad, diagnose: Bad, save: bad, timeout: 300ms, shell: {target: here, effect: read,"
            + " script: 'echo half; sleep 20'}}")
        .exits(0)
        .says("timed out", "saved evidence/bad, 5 B");

    assertThat(file("bad")).hasContent("half");
  }

  @Test
  void aFurtherVisitAndAFurtherRunWriteOverNothing() throws Exception {
    var steps =
        """
        - {id: counted, diagnose: Counted, visits: 3, save: count, shell: {target: here, effect: read, script: 'echo x >> ../../count; wc -l < ../../count', dir: books/p}}
        - {id: again, decide: Again, choose: [{when: 'counted.ok && counted.out.trim() == "1"', next: counted}], otherwise: enough}
        """;
    run(steps).exits(0).says("evidence/count,", "evidence/count.2,");
    var incident = irb.incident();
    run(steps, "--incident", incident).exits(0).says("evidence/count.3,");

    assertThat(file("count")).hasContent("1");
    assertThat(file("count.2")).hasContent("2");
    assertThat(file("count.3")).hasContent("3");
  }

  @Test
  void theLastAttemptIsKept() throws Exception {
    run("- {id: tried, verify: Tried, save: tried, retry: {every: 10ms, attempts: 5}, expect:"
            + " 'result.out.trim() == \"3\"', shell: {target: here, effect: read, script: 'echo x"
            + " >> count; wc -l < count'}, on_failure: enough}")
        .saysNot("evidence/tried.2");

    assertThat(file("tried")).hasContent("3");
  }

  @Test
  void aDryRunSavesNothingAndSaysSo() throws Exception {
    run(
            "- {id: some, diagnose: Some, save: some, shell: {target: here, effect: read, command:"
                + " [echo, x]}}",
            "--dry-run")
        .exits(0)
        .says("a dry run saves no evidence: some");

    assertThat(irb.log().resolveSibling("evidence")).doesNotExist();
  }

  @Test
  void whatCannotBeSavedFailsTheStepAndNotTheRun() throws Exception {
    run("- {id: first, diagnose: First, shell: {target: here, effect: read, command: [echo, x]}}");
    var incident = irb.incident();
    Files.writeString(irb.log().resolveSibling("evidence"), "in the way");

    run(
            "- {id: some, diagnose: Some, save: some, shell: {target: here, effect: read, command:"
                + " [echo, x]}}",
            "--incident",
            incident)
        .exits(0)
        .says("the output could not be saved as evidence/some: ");

    irb.logVerifies();
  }

  /// Every form, many times, at shifting places of the pieces in which a pipe is read.
  @ParameterizedTest
  @ValueSource(strings = {"sh", "sql"})
  void noSecretIsSaved(String by) throws Exception {
    var token = "c4nary+t0ken/&'7";
    irb.file("token", token);
    var script =
        "read -r B < b64; for i in $(seq 3000); do printf \"%s %s %.*s\\n\" \"$T\" \"$B\" $((i %"
            + " 37)) xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done";
    irb.file(
        "b64", java.util.Base64.getEncoder().encodeToString(("me:" + token).getBytes(ISO_8859_1)));
    var action =
        by.equals("sh")
            ? "shell: {target: here, effect: read, env: {T: \"${{ params.token }}\"}, script: '"
                + script
                + "'}"
            : "sql: {target: db, query: \"SELECT repeat('x', n % 41) || ${{ params.token }} AS t,"
                + " encode(convert_to('me:' || ${{ params.token }}, 'UTF8'), 'base64') AS b,"
                + " encode(convert_to(${{ params.token }}, 'UTF8'), 'hex') AS h FROM"
                + " generate_series(1, 12000) AS n\"}";

    run("- {id: leaky, diagnose: Leaky, save: leaky, " + action + "}", "-p", "token=@token")
        .exits(0)
        .says("saved evidence/leaky");

    var content = Files.readString(file("leaky"));
    assertThat(content.length()).isGreaterThan(100_000);
    assertThat(content.contains("***(token)")).isTrue();
    for (var form :
        List.of(
            token,
            "c4nary",
            java.util.Base64.getEncoder()
                .encodeToString(token.getBytes(ISO_8859_1))
                .substring(0, 16),
            Files.readString(folder.resolve("b64")).substring(4),
            HexFormat.of().formatHex(token.getBytes(ISO_8859_1)))) {
      assertThat(content.contains(form)).as(form).isFalse();
    }
  }
}
