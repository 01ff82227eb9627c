package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drills with a real PostgreSQL server, and what they leave behind: nothing.
class PostgresDrillTest {
  private static final String PLAYBOOK =
      """
      playbook: tried
      title: Tried
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}}
      """;

  private static final String RUNBOOK =
      """
      runbook: tried
      title: Look at the sessions
      steps:
        - id: sessions
          diagnose: Who is there?
          sql: {target: db, query: "SELECT count(*) AS n FROM pg_stat_activity WHERE usename = 'app' AND state = 'STATE'"}
        - id: needed
          decide: Is there anybody?
          choose:
            - {when: sessions.ok && sessions.row.n == COUNT, next: escalate}
          otherwise: no_action
      """;

  private static final String DRILL =
      """
      drill: tried
      sandbox:
        db: {postgres: {login: {user: operator, password: 's3cret ''word'}, init: "INIT"}}
      fault:
        - FAULT
      expect:
        outcome: escalate
        state: [{sql: {target: db, query: "SELECT current_user AS who"}, expect: result.row.who == "postgres"}]
        healthy: {outcome: no_action}
      """;

  @TempDir Path folder;
  private final Overheard heard = new Overheard();
  private Stage stage;

  @BeforeEach
  void stage() {
    stage = new Stage(folder);
  }

  private DrillResult run(String state, int count, String init, String fault) throws IOException {
    return stage.run(
        stage.shelf(
            PLAYBOOK,
            RUNBOOK.replace("STATE", state).replace("COUNT", Integer.toString(count)),
            DRILL.replace("INIT", init).replace("FAULT", fault)),
        heard);
  }

  @Test
  void holdsConnectionsInATransaction() throws IOException {
    var result =
        run(
            "idle in transaction",
            3,
            "",
            "hold_connections: {target: db, count: 3, state: idle in transaction}");

    assertThat(result.failures()).as(heard::text).isEmpty();
    nothingIsLeft();
  }

  @Test
  void keepsASessionThatWaitsForALock() throws IOException {
    var fault =
        """
        session: {target: db, sql: [BEGIN, LOCK TABLE stock]}
          - session: {target: db, sql: [SELECT * FROM stock], for: 100ms}
        """;

    var result = run("active", 1, "CREATE TABLE stock(id int); GRANT ALL ON stock TO app", fault);

    assertThat(result.failures()).as(heard::text).isEmpty();
    nothingIsLeft();
  }

  @Test
  void saysWhichPartCouldNotBeMade() throws IOException {
    var result =
        run(
            "active",
            1,
            "CREATE TABLE stock(id int); GRANT nonsense",
            "session: {target: db, sql: [SELECT 1]}");

    assertThat(result.failures())
        .hasSize(1)
        .allSatisfy(f -> assertThat(f).contains("'init' of the sandbox 'db' failed: ERROR:"));
    assertThat(result.kept()).isEmpty();
    nothingIsLeft();
  }

  @Test
  void saysWhenAFaultCannotBeMade() throws IOException {
    var result = run("active", 1, "", "session: {target: db, sql: [SELECT * FROM nowhere]}");

    assertThat(result.failures())
        .hasSize(1)
        .allSatisfy(f ->
            assertThat(f)
                .contains("the fault cannot be made")
                .contains("\"nowhere\" does not exist"));
    nothingIsLeft();
  }

  @Test
  void startsAgainWithItsDataOnItsPort() throws Exception {
    var workspace = Workspace.open(stage.folders().running());
    try (workspace;
        var server = new PgServer(stage.folders(), workspace.of("db"), plan())) {
      server.start();
      var port = server.port();
      try (var superuser = new Superuser(server)) {
        superuser.run("CREATE TABLE kept AS SELECT 7 AS n");
      }

      server.stop();
      Assertions.assertThatThrownBy(
              () -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
      server.start();

      assertThat(server.port()).isEqualTo(port);
      try (var superuser = new Superuser(server)) {
        assertThat(superuser.text("SELECT n FROM kept")).isEqualTo("7");
      }
    }
    nothingIsLeft();
  }

  @Test
  void endsTheServersOfAKilledOwner() throws Exception {
    // the folder of a drill whose process is gone: nobody holds its lock
    var orphan = Files.createDirectories(stage.folders().running().resolve("1-killed"));
    var home = Files.createDirectory(orphan.resolve("db"));
    Files.createFile(orphan.resolve(Workspace.LOCK));
    try (var server = new PgServer(stage.folders(), home, plan())) {
      server.start();
      var postmaster = ServerProcess.postgres(home.resolve(PgServer.DATA)).process().orElseThrow();
      assertThat(postmaster.isAlive()).isTrue();

      new Orphans(stage.folders().running(), InstantSource.system()).clean();

      assertThat(orphan).doesNotExist();
      assertThat(serversBelow(orphan)).isEmpty();
    }
  }

  @Test
  void leavesALivingDrillAlone() throws Exception {
    try (var workspace = Workspace.open(stage.folders().running())) {
      var home = workspace.of("db");

      new Orphans(stage.folders().running(), InstantSource.system()).clean();

      assertThat(home).isDirectory();
    }
    nothingIsLeft();
  }

  private static Plan.Postgres plan() {
    return new Plan.Postgres(20, "", Map.of(), "irb", "");
  }

  private void nothingIsLeft() throws IOException {
    assertThat(stage.running()).isEmpty();
    assertThat(serversBelow(stage.folders().running())).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).filteredOn(f -> !f.endsWith("runbooks")).isEmpty();
    }
    var port = Pattern.compile("on port (\\d+)").matcher(heard.text());
    while (port.find()) {
      var number = Integer.parseInt(port.group(1));
      Assertions.assertThatThrownBy(
              () -> new Socket(InetAddress.getLoopbackAddress(), number).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  private static List<String> serversBelow(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .filter(l -> l.contains("postgres") && l.contains("-D " + folder))
        .toList();
  }
}
