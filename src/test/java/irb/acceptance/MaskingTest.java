package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Masker;
import irb.expr.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Canaries in every place a secret may stand, and a scan of all that a run leaves behind.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class MaskingTest {
  private static final String API_KEY = "c4nary+key/1 2";
  private static final String TOKEN = "c4nary-token&3";
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets:
        db: {postgres: "${{ env.DATABASE_URL }}"}
        api: {http: "${{ env.API_URL }}", headers: {X-API-Key: "${{ env.API_KEY }}"}}
        here: {local: .}
      """;
  private static final String RUNBOOK =
      """
      runbook: r
      title: R
      params: {token: {type: secret}}
      steps:
        - {id: asked, diagnose: Asked, sql: {target: db, query: "SELECT current_user AS who"}}
        - {id: refused, diagnose: Refused, sql: {target: db, query: "SELECT ${{ params.token }}::int AS n"}}
        - {id: echoed, diagnose: Echoed, http: {target: api, get: /echo, headers: {X-Given: "${{ params.token }}"}}}
        - {id: missing, diagnose: Missing, http: {target: api, get: /nothing, headers: {X-Given: "${{ params.token }}"}}}
        - id: printed
          diagnose: Printed
          shell: {target: here, effect: read, env: {T: "${{ params.token }}", K: "${{ env.API_KEY }}", U: "${{ env.DATABASE_URL }}"}, script: 'echo "$T $K $U"; echo "$T $K $U" >&2; exit 3'}
        - {id: ready, decide: Ready, choose: [{when: asked.ok, next: change}], otherwise: escalate}
        - id: change
          remediate: Change
          risk: low
          undo: {none: a test}
          shell: {target: here, env: {T: "${{ params.token }}"}, script: 'echo "$T"; seq 20000; echo "$T"'}
        - {id: checked, verify: Checked, http: {target: api, get: /api/v1/health}, next: resolved}
      """;

  @TempDir Path folder;
  private final Api api;
  private final Postgres server;
  private Irb irb;

  MaskingTest(Servers.All servers) throws IOException {
    server = servers.first();
    api = new Api();
  }

  @BeforeEach
  void install() throws IOException {
    irb = new Irb(folder).book(BOOK).runbook("r", RUNBOOK);
    irb.file("token", TOKEN + "\n");
    irb.with("DATABASE_URL", url(Postgres.PASSWORD)).with("API_KEY", API_KEY);
    irb.with("API_URL", api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String url(String password) {
    return "postgresql://locked:" + percent(password) + "@127.0.0.1:" + server.port() + "/postgres";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--yes",
        "",
        "--dry-run",
        "--yes -v",
        "--yes --debug",
        "--yes -o json",
        "--yes -o jsonl",
        "--dry-run -o json",
        "--approve nothing"
      })
  void aRunLeavesNoSecretBehind(String options) throws IOException {
    var ran = run(options);

    assertThat(ran.exit()).isLessThan(70);
    assertThat(found(ran)).isEmpty();
    if (options.startsWith("--yes")) {
      ran.exits(0);
      irb.logVerifies();
      assertThat(Files.readString(irb.log())).contains("***(API_KEY)", "***(token)");
    }
  }

  @Test
  void aFailureLeavesNoSecretBehind() throws IOException {
    var wrong = "wr0ng/c4nary pass";
    irb.with("DATABASE_URL", url(wrong));

    for (var options : List.of("--yes -v", "--yes -o json", "--yes --debug")) {
      var ran = run(options).exits(4).says("password");
      assertThat(found(ran, wrong)).isEmpty();
    }
    irb.logVerifies();
    irb.run("log", "show", "-v").exits(0).saysNot(wrong);
  }

  /// So that the scans above mean something.
  @Test
  void withoutAMaskerTheScanFindsThem() throws IOException {
    irb.masking(Blind::new);

    var found = found(run("--yes -v"));

    assertThat(found).anyMatch(f -> f.startsWith("printed: ")).anyMatch(f -> f.startsWith("state"));
    assertThat(found).anyMatch(f -> f.endsWith(TOKEN));
    assertThat(found).anyMatch(f -> f.endsWith(API_KEY));
    assertThat(found).anyMatch(f -> f.endsWith(percent(Postgres.PASSWORD)));
  }

  private Ran run(String options) {
    var words = new ArrayList<>(List.of("run", "r", "-p", "token=@token"));
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split(" ")));
    }
    return irb.run(words);
  }

  /// Where a secret is, and which.
  private List<String> found(Ran ran, String... more) throws IOException {
    var found = new ArrayList<String>();
    var secrets = new ArrayList<>(List.of(Postgres.PASSWORD, API_KEY, TOKEN));
    secrets.addAll(List.of(more));
    for (var secret : secrets) {
      for (var form : List.of(secret, encoded(secret), percent(secret))) {
        if (ran.all().contains(form)) {
          found.add("printed: " + form);
        }
        if (Files.isDirectory(folder.resolve("state"))) {
          try (var files = Files.walk(folder.resolve("state"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
              if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(form)) {
                found.add(folder.relativize(file) + ": " + form);
              }
            }
          }
        }
      }
    }
    return found;
  }

  private static String percent(String text) {
    return encoded(text).replace("+", "%20");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// A masker that takes every secret and masks none.
  private static final class Blind extends Masker {
    @Override
    public boolean add(Secret secret) {
      return true;
    }
  }
}
