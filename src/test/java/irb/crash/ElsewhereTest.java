package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Child;
import irb.acceptance.Irb;
import irb.acceptance.Ran;
import irb.acceptance.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A run that one person starts where nobody can be asked, and another one approves: from another
/// process, folder and account. What they approve is what was shown, or nothing is done.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class ElsewhereTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}, here: {local: "${{ env.DIR }}"}}
      """;
  private static final String RUNBOOK =
      """
      runbook: change
      title: Change it
      steps:
        - {id: look, diagnose: Look, sql: {target: db, query: SELECT count(*) AS n FROM crash}}
        - {id: needed, decide: Is it needed, choose: [{when: look.row.n > 100, next: no_action}], otherwise: change}
        - id: change
          remediate: Make it
          risk: high
          preview: {sql: {target: db, query: SELECT at FROM crash}}
          shell: {target: here, script: echo made >>made}
          undo: {none: it is a test}
          next: made
        - {id: made, verify: It is made, shell: {target: here, command: [wc, -l, made], effect: read}, expect: 'int(result.words[0][0]) == 1', next: resolved}
      """
          .replace("SELECT at FROM crash", "SELECT at::text AS at FROM crash ORDER BY 1");

  @TempDir Path folder;
  private final Servers.All servers;
  private SqlPeer sql;
  private Irb first;
  private Irb second;

  ElsewhereTest(Servers.All servers) {
    this.servers = servers;
  }

  @BeforeEach
  void suspend() throws Exception {
    sql = new SqlPeer(servers.first());
    first = new Irb(Files.createDirectory(folder.resolve("ci"))).with("IRB_ACTOR", "ci");
    second = new Irb(Files.createDirectory(folder.resolve("laptop"))).with("IRB_ACTOR", "maria");
    sql.reset(first);
    sql.reset(second);
    servers.first().execute("INSERT INTO crash DEFAULT VALUES");
    first.book(BOOK).runbook("change", RUNBOOK).with("DIR", folder.toString());
    second
        .with("DIR", folder.toString())
        .with("IRB_STATE", first.here().resolve("state").toString())
        .with("IRB_RUNBOOKS", first.here().resolve("books").toString());
  }

  @AfterEach
  void close() throws Exception {
    sql.close();
  }

  private static Ran child(Irb irb, String... words) throws Exception {
    try (var child = Child.start(irb, words)) {
      return child.await();
    }
  }

  private long made() throws Exception {
    var file = folder.resolve("made");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void anotherPersonApprovesFromAnotherProcess() throws Exception {
    child(first, "run", "change").exits(3).says("'change' needs an approval", "--approve change");
    assertThat(made()).isZero();

    child(second, "resume", first.incident(), "--approve", "change").exits(0).says("RESOLVED");

    assertThat(made()).isEqualTo(1);
    first.logVerifies();
    assertThat(Files.readString(first.log()))
        .containsPattern("\"type\":\"run_started\"|run_started")
        .contains("\"actor\":\"ci\"", "\"actor\":\"maria\"");
  }

  @Test
  void anApprovalOfARunbookThatChangedIsRefused() throws Exception {
    first.run("run", "change").exits(3);
    first.runbook("change", RUNBOOK.replace("echo made", "echo more; echo made"));

    second
        .run("resume", "--approve", "change")
        .exits(2)
        .says("has changed since it was started", "+", "echo more", "--accept-changes");
    second
        .run("resume", "--approve", "change", "--accept-changes")
        .exits(3)
        .says("the approval of 'change' is void", "is not what was shown");

    assertThat(made()).isZero();
  }

  @Test
  void anApprovalOfAnotherServerIsRefused() throws Exception {
    first.run("run", "change").exits(3);
    second.with("DATABASE_URL", servers.list().getLast().url().replace("/postgres", "/template1"));

    second
        .run("resume", "--approve", "change")
        .exits(2)
        .says("target db was", "and is", "template1");

    assertThat(made()).isZero();
  }

  @Test
  void anApprovalOfAnotherFolderIsRefused() throws Exception {
    first.run("run", "change").exits(3);
    second.with("DIR", second.here().toString());

    second.run("resume", "--approve", "change").exits(2).says("target here was");
    second
        .run("resume", "--approve", "change", "--accept-changes")
        .exits(3)
        .says("the approval of 'change' is void");

    assertThat(made()).isZero();
    assertThat(second.here().resolve("made")).doesNotExist();
  }

  @Test
  void anApprovalOfRowsThatWereNotShownIsRefused() throws Exception {
    first.run("run", "change").exits(3);
    servers.first().execute("INSERT INTO crash VALUES (now() + interval '1 day')");

    second
        .run("resume", "--approve", "change")
        .exits(3)
        .says("the approval of 'change' is void", "1 row that was not shown");
    assertThat(made()).isZero();

    second.run("resume", "--approve", "change").exits(0).says("RESOLVED");
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void aRunThatLivesIsNotTakenUp() throws Exception {
    var begun = folder.resolve("begun");
    first.runbook(
        "change", RUNBOOK.replace("echo made", "echo $$ >begun; exec sleep 60; echo made"));
    try (var child = Child.start(first, "run", "change", "--approve", "change")) {
      for (var i = 0; i < 3000 && (!Files.exists(begun) || Files.size(begun) == 0); i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }

      second
          .run("resume", "--approve", "change")
          .exits(6)
          .says("ci on ", "(process " + child.pid() + ")", "is in run " + first.incident());
      second.run("undo", first.incident(), "--yes").exits(6).says("ci on ");
      child.kill();
      child.await().exits(137);
    }
    ProcessHandle.of(Long.parseLong(Files.readString(begun).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);

    second.run("resume", "--approve", "change").exits(7).says("may or may not have");
    assertThat(made()).isZero();
    first.logVerifies();
  }
}
