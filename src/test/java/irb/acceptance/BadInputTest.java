package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Input that is wrong gets its exit code and a sentence that says what to do.
class BadInputTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      environments: {production: {protected: true}, staging: {}}
      targets: {here: {local: .}, db: {postgres: "${{ env.DATABASE_URL }}"}}
      """;
  private static final String GOOD =
      """
      runbook: good
      title: Good
      params: {since: {type: duration, default: 1h}}
      steps:
        - {id: look, diagnose: "Since ${{ params.since }}", shell: {target: here, command: [touch, ran], effect: read}}
        - {id: enough, decide: Enough, choose: [{when: look.ok, next: no_action}], otherwise: escalate}
      """;

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void install() throws IOException {
    irb = new Irb(folder).book(BOOK).runbook("good", GOOD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run goood                            | did you mean 'good'?
          run q/good                           | did you mean 'p/good'?
          rnu good                             | did you mean 'run'?
          run good --dryrun                    | did you mean '--dry-run'?
          run good --dry-rum                   | did you mean '--dry-run'?
          run good extra                       | there is no argument 'extra'
          run good -p sinc=2h                  | did you mean 'since'?
          run good -p since                    | -p is NAME=VALUE
          run good -p since=soon               | a duration such as 90s, 1h or 7d
          run good --approve lok               | did you mean 'look'?
          run good --answer lok=x              | did you mean 'look'?
          run good --answer look               | --answer is STEP=VALUE
          run good --env prod                  | production, staging
          run good --severity P9               | the playbook has no severity 'P9'
          run good -o jsn                      | did you mean 'json'?
          run good --color blue                | --color is always, never or auto
          run good --playbook q                | there is no playbook 'q'
          run good --runbooks nowhere          | there is no folder nowhere
          run good --incident nonsense         | there is no incident 'nonsense'
          run ./missing.yaml                   | there is no file
          run                                  | RUNBOOK|FILE
          log shw                              | did you mean 'show'?
          log verify 20260101-000000-0000      | there is no incident '20260101-000000-0000'
          help exit-code                       | did you mean 'exit-codes'?
          show good --graph svg                | the graph is drawn as text
          """)
  void isWrongUsage(String words, String sentence) {
    var ran = irb.run(words.split(" ")).exits(2).says(sentence);

    assertThat(ran.err()).isNotEmpty();
    assertThat(ran.all().lines().count()).isLessThan(8);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run goood -o json
          rnu good --format json
          run good --dryrun --output=json
          run good --env prod -ojson
          run good -p sinc=2h -o json
          run -o json
          run broken -o json
          run good --incident 20260101-000000-0000 -o json
          """)
  void parsesAsJsonAlso(String words) throws IOException {
    irb.runbook("broken", GOOD.replace("diagnose:", "diagnoze:"));

    var ran = irb.run(words.split(" "));

    assertThat(ran.exit()).isIn(2, 5);
    assertThat(ran.json().at("/exit").asInt()).isEqualTo(ran.exit());
    assertThat(ran.json().at("/outcome").asText()).isNotEmpty();
    assertThat(ran.json().at("/why").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "run goood -o jsonl",
    "run broken -o jsonl",
    "run good --dryrun -o jsonl",
    "run good -o jsonl"
  })
  void parsesAsJsonLinesAlso(String words) throws IOException {
    irb.runbook("broken", GOOD.replace("diagnose:", "diagnoze:"));

    assertThat(irb.run(words.split(" ")).jsonLines()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          command:       | comand:         | did you mean 'command'?
          target: here   | target: hree    | did you mean 'here'?
          diagnose:      | diagnoze:       | did you mean 'diagnose'?
          id: enough     | id: look        | look
          when: look.ok  | when: lok.ok    | lok
          when: look.ok  | when: look.okay | okay
          next: no_action| next: no_acton  | did you mean 'no_action'?
          - {id: look    | - &a {id: look  | anchor
          title: Good    | title: *good    | alias
          title: Good    | title: Good: x  | this is not YAML
          effect: read   | effect: write   | leave 'effect' out
          """)
  void namesThePlaceOfAMistake(String good, String bad, String sentence) throws IOException {
    irb.runbook("good", GOOD.replace(good.strip(), bad.strip()));

    var ran = irb.run("run", "good").exits(2).says(sentence);

    assertThat(ran.err()).containsPattern("good.yaml:\\d+:\\d+: error: ").contains("^");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    irb.runbook("good", GOOD + "#".repeat(10 * 1024 * 1024));

    irb.run("run", "good").exits(2).says("good.yaml", "at most 1048576");
  }

  @Test
  void refusesAFileThatIsNestedTooDeeply() throws IOException {
    irb.runbook("good", "runbook: " + "[".repeat(100_000));

    irb.run("run", "good").exits(2).says("good.yaml:1:");
  }

  @Test
  void namesAMissingVariable() throws IOException {
    irb.with("IRB_RUNBOOKS", Path.of("runbooks").toAbsolutePath().toString());

    irb.run("run", "db-pool-exhaustion").exits(5).says("DATABASE_URL is not set", "target 'db'");
    var json = irb.run("run", "db-pool-exhaustion", "-o", "json").exits(5).json();

    assertThat(json.at("/why").asText()).contains("DATABASE_URL");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://irb:s3cr3t-pass@host:notaport/db",
    "postgresql//irb:s3cr3t-pass@host/db",
    "mysql://irb:s3cr3t-pass@host/db",
    "postgresql://irb:s3cr3t-pass@[host/db",
    "postgresql://irb:s3cr3t-pass@host/db?sslmode=%zz",
    "irb:s3cr3t-pass@host/db"
  })
  void neverShowsThePasswordOfAMalformedUrl(String url) {
    irb.with("IRB_RUNBOOKS", Path.of("runbooks").toAbsolutePath().toString());
    irb.with("DATABASE_URL", url);

    for (var more : new String[] {"-v", "--debug", "-ojson"}) {
      var ran = irb.run("run", "db-pool-exhaustion", more);
      assertThat(ran.all()).doesNotContain("s3cr3t-pass");
      assertThat(ran.exits(5).all()).contains("DATABASE_URL");
    }
  }

  @Test
  void saysWhyAnEnvironmentCannotBeRead() throws IOException {
    irb.file(".env.staging", "API_KEY=abc\nthis is not a variable with-a-secret-in-it\n");

    irb.run("run", "good", "--env", "staging")
        .exits(5)
        .says(".env.staging:2:1", "write NAME=value")
        .saysNot("with-a-secret");
  }

  @Test
  void saysThatAnEnvironmentIsNoText() throws IOException {
    Files.write(folder.resolve(".env.staging"), new byte[] {'A', '=', (byte) 0xff, (byte) 0xfe});

    irb.run("run", "good", "--env", "staging").exits(5).says(".env.staging cannot be read");
  }

  @Test
  void saysThatThereIsNoPlaceForTheLog() {
    irb.without("IRB_STATE").without("HOME");

    irb.run("run", "good").exits(5).says("HOME is not set", "Set IRB_STATE");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void saysThatTheLogCannotBeMade() throws IOException {
    irb.file("state", "a file, not a folder");

    irb.run("run", "good").exits(5).says("log", "set IRB_STATE to another folder");
    assertThat(folder.resolve("ran")).doesNotExist();
    irb.run("log", "list").says("incidents");
  }

  @Test
  void startsNothingWhenTheDiskIsFull() throws Exception {
    irb.runbook(
        "full",
        """
        runbook: full
        title: Full
        steps:
          - {id: a, diagnose: A, shell: {target: here, script: "head -c 3000 /dev/zero | tr '\\\\0' x", effect: read}}
          - {id: b, verify: B, shell: {target: here, script: "head -c 3000 /dev/zero | tr '\\\\0' x", effect: read}}
          - {id: change, remediate: Change, risk: low, undo: {none: test}, shell: {target: here, command: [mkdir, changed]}}
          - {id: ok, verify: OK, shell: {target: here, command: ["true"], effect: read}, next: resolved}
        """);

    for (var format : new String[] {"text", "json", "jsonl"}) {
      // the unit of ulimit -f is 512 bytes
      try (var child =
          Child.start(
              irb,
              java.util.List.of("sh", "-c", "trap '' XFSZ; ulimit -f 12; exec \"$@\"", "sh"),
              "run",
              "full",
              "--yes",
              "-o",
              format)) {
        var ran = child.await().exits(5);

        assertThat(ran.err()).contains("log").contains("irb: ");
        assertThat(ran.err().lines().filter(l -> l.contains("irb: "))).hasSize(1);
        assertThat(folder.resolve("changed")).doesNotExist();
        if (format.equals("json")) {
          assertThat(ran.json().at("/exit").asInt()).isEqualTo(5);
        }
        irb.run("log", "verify").exits(0);
      }
    }
  }
}
