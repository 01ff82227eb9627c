package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Irb;
import irb.acceptance.Ran;
import irb.acceptance.Servers;
import irb.journal.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `irb undo`, killed at each of its operations on the log: nothing is taken back twice.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class UndoTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {api: {http: "${{ env.API }}"}, db: {postgres: "${{ env.DATABASE_URL }}"}}
      """;
  private static final String CHANGES =
      """
      runbook: change
      title: Change it
      steps:
        - {id: ready, verify: It is time, http: {target: api, get: /one}}
        - {id: one, remediate: One, risk: low, http: {target: api, post: /one}, undo: {http: {target: api, post: /one_back}}}
        - {id: two, remediate: Two, risk: low, http: {target: api, post: /two}, undo: {http: {target: api, post: /two_back}}}
        - {id: made, verify: It is made, http: {target: api, get: /two}, expect: result.json.n == 1, next: resolved}
      """;
  private static final String PREVIEWED =
      """
      runbook: change
      title: Change it
      steps:
        - {id: ready, verify: It is time, http: {target: api, get: /one}}
        - id: one
          remediate: One
          risk: low
          preview: {sql: {target: db, query: SELECT 7 AS id WHERE NOT EXISTS (SELECT FROM crash)}}
          sql: {target: db, query: INSERT INTO crash DEFAULT VALUES}
          undo: {sql: {target: db, query: "DELETE FROM crash WHERE 7 = ANY(${{ preview.rows.map(r, r.id) }})"}}
        - {id: made, verify: It is made, sql: {target: db, query: SELECT 1 FROM crash}, expect: result.count == 1, next: resolved}
      """;

  @TempDir Path folder;
  private final Servers.All servers;
  private HttpPeer http;
  private SqlPeer sql;
  private int trials;

  UndoTest(Servers.All servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start() throws Exception {
    http = new HttpPeer();
    sql = new SqlPeer(servers.first());
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    sql.close();
  }

  private Irb resolved(String runbook) throws Exception {
    return ran(runbook, 0);
  }

  private Irb ran(String runbook, int exit) throws Exception {
    var irb = new Irb(Files.createDirectory(folder.resolve("t" + ++trials)));
    http.reset(irb);
    sql.reset(irb);
    irb.book(BOOK).runbook("change", runbook).run("run", "change", "--yes").exits(exit);
    return irb;
  }

  private List<Kill> kills(String runbook) throws Exception {
    var disk = MortalDisk.here(Kill.NONE);
    var irb = resolved(runbook);
    irb.disk(disk).run("undo", irb.incident(), "--yes").exits(0).says("UNDONE");
    return Kill.all(disk.operations());
  }

  /// The operations that make what was written durable.
  private List<Integer> forces(String runbook) throws Exception {
    return kills(runbook).stream()
        .filter(k -> k.when() == Kill.When.TORN)
        .map(k -> k.at() + 1)
        .toList();
  }

  /// Kills `irb undo`, and undoes what is left.
  private Ran undone(Irb irb, Kill... kills) {
    var incident = irb.incident();
    for (var kill : kills) {
      var disk = MortalDisk.here(kill);
      irb.disk(disk).run("undo", incident, "--yes");
      assertThat(disk.isDead()).as("%s", kill).isTrue();
      assertBackOnceAtMost();
    }
    irb.disk(Disk.real());
    var ran = irb.run("undo", incident, "--yes");
    assertBackOnceAtMost();
    irb.run("log", "verify").exits(0);
    return ran;
  }

  private void assertBackOnceAtMost() {
    assertThat(http.arrived("one_back")).isLessThanOrEqualTo(1);
    assertThat(http.arrived("two_back")).isLessThanOrEqualTo(1);
  }

  @Tag("proof")
  @Test
  void everyMomentOfTwoUndos() throws Exception {
    moments(kills(CHANGES), 1);
  }

  @Test
  void someMomentsOfTwoUndos() throws Exception {
    moments(kills(CHANGES), 11);
  }

  private void moments(List<Kill> kills, int stride) throws Exception {
    var ends = new TreeMap<Integer, Integer>();
    for (var i = 0; i < kills.size(); i += stride) {
      var irb = resolved(CHANGES);
      var ran = undone(irb, kills.get(i));
      ends.merge(ran.exit(), 1, Integer::sum);
      var back = List.of(http.arrived("one_back"), http.arrived("two_back"));
      assertThat(ran.exit()).as("%s: %s%n%s", kills.get(i), back, ran.all()).isIn(0, 7);
      if (ran.exit() == 0) {
        assertThat(back).as("%s", kills.get(i)).containsOnly(1L);
      } else {
        ran.says("may or may not have");
        irb.run("undo", irb.incident(), "--yes").exits(7);
        assertThat(List.of(http.arrived("one_back"), http.arrived("two_back"))).isEqualTo(back);
      }
    }
    System.out.println("crash: undo: " + kills.size() + " moments, ends of runs: " + ends);
    assertThat(ends).containsKey(0);
  }

  @Test
  void aRunThatGoesOnSaysThatAnUndoIsInDoubt() throws Exception {
    var hopeless = CHANGES.replace("result.json.n == 1", "result.json.n == 7");
    for (var at : forces(CHANGES)) {
      var irb = ran(hopeless, 4);
      irb.disk(MortalDisk.here(new Kill(at, Kill.When.AFTER))).run("undo", irb.incident(), "--yes");
      var ledger = Ledger.in(irb.here().resolve("state")).orElseThrow();
      if (ledger.started("two:undo") == 1 && ledger.results("two:undo").isEmpty()) {
        irb.disk(Disk.real())
            .run("resume", "--yes")
            .exits(7)
            .says("'two:undo' may or may not have");
        return;
      }
    }
    throw new AssertionError("no undo was interrupted");
  }

  @Test
  void aPreviewThatShowsWhatItShowedSettlesAnUndoInDoubt() throws Exception {
    var ended = new ArrayList<String>();
    for (var kill : kills(PREVIEWED)) {
      if (kill.when() == Kill.When.TORN) {
        var irb = resolved(PREVIEWED);

        var ran = undone(irb, kill);

        assertThat(ran.exit()).as("%s%n%s", kill, ran.all()).isIn(0, 7);
        assertThat(sql.arrived()).as("%s", kill).isEqualTo(ran.exit() == 0 ? 0 : 1);
        ended.add(ran.all().contains("settles it") ? "settled" : String.valueOf(ran.exit()));
      }
    }
    assertThat(ended).contains("settled", "0");
  }
}
