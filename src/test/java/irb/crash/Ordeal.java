package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Irb;
import irb.acceptance.Ran;
import irb.journal.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run through a scenario: killed, taken up, perhaps killed again, until it ends; after every
/// step of that, the log and the peers must agree.
final class Ordeal {
  /// How often it is taken up before that counts as never ending.
  private static final int PATIENCE = 5;

  private final Scenario scenario;
  private final Irb irb;
  private final List<String> story = new ArrayList<>();
  private int tries;

  Ordeal(Scenario scenario, Path folder) throws Exception {
    this.scenario = scenario;
    this.irb = new Irb(folder);
    scenario.installation().in(irb);
  }

  Irb irb() {
    return irb;
  }

  /// The operations on the log of a run that nobody kills.
  List<String> operations() throws Exception {
    var disk = MortalDisk.here(Kill.NONE);
    step(disk).exits(scenario.ways().size() > 2 ? 3 : 0);
    return disk.operations();
  }

  /// Whether it was killed; a kill that comes too late kills nobody.
  boolean killed(Kill kill) throws Exception {
    var disk = MortalDisk.here(kill);
    var ran = step(disk);
    story.add((disk.isDead() ? "killed at " + kill : "ended " + ran.exit()));
    if (disk.isDead()) {
      check();
    }
    return disk.isDead();
  }

  private Ran step(MortalDisk disk) {
    var way = scenario.way(tries++);
    return irb.as(way.actor()).disk(disk).run(way.words());
  }

  /// A child was killed, or not.
  void told(String what) throws Exception {
    tries++;
    story.add(what);
    check();
  }

  /// Takes it up until it ends.
  int end() throws Exception {
    Optional<Ledger> ledger = ledger();
    if (ledger.isEmpty() || !ledger.get().hasRun()) {
      irb.disk(Disk.real()).run("resume").exits(0).says("There is no unfinished run.");
      for (var step : scenario.whole().keySet()) {
        assertThat(scenario.arrivals().of(step)).as(as(step)).isZero();
      }
      return 0;
    }
    var ran = step(MortalDisk.here(Kill.NONE));
    for (var i = 1; i < PATIENCE && ran.exit() == 3; i++) {
      story.add("suspended");
      ran = step(MortalDisk.here(Kill.NONE));
    }
    story.add("ended " + ran.exit());
    assertThat(ran.exit()).as("%s%n%s", as("its end"), ran.all()).isIn(0, 4, 7);
    ended(ran);
    return ran.exit();
  }

  /// The end is honest, and stays what it is when the run is taken up once more.
  private void ended(Ran ran) throws Exception {
    check();
    irb.disk(Disk.real()).run("log", "verify").exits(0);
    var all = isWhole();
    if (ran.exit() == 0) {
      assertThat(all).as("%s%n%s", as("resolved, so all arrived"), ran.all()).isTrue();
    } else {
      assertThat(all)
          .as("%s%n%s", as("not resolved, so something is missing"), ran.all())
          .isFalse();
      ran.says("may or may not have");
    }
    var before = new ArrayList<Long>();
    for (var step : scenario.whole().keySet()) {
      before.add(scenario.arrivals().of(step));
    }
    if (ran.exit() == 0) {
      var again = irb.run("resume", "--yes");
      assertThat(again.exit()).as(as("taken up once more")).isZero();
      for (var step : scenario.whole().keySet()) {
        assertThat(scenario.arrivals().of(step)).as(as(step)).isEqualTo(before.removeFirst());
      }
    }
  }

  private boolean isWhole() throws Exception {
    for (var step : scenario.whole().entrySet()) {
      var arrived = scenario.arrivals().of(step.getKey());
      var lost = scenario.sent().contains(step.getKey()) && arrived == 0;
      if (arrived != step.getValue() && !lost) {
        return false;
      }
    }
    return true;
  }

  /// What holds at every moment: nothing arrived that was not announced, nothing is said to have
  /// come off that did not arrive, and nothing was begun twice.
  private void check() throws Exception {
    var ledger = ledger();
    for (var step : scenario.whole().keySet()) {
      var arrived = scenario.arrivals().of(step);
      var started = ledger.map(l -> l.started(step)).orElse(0);
      var ok = ledger.map(l -> l.ok(step)).orElse(0L);
      assertThat(arrived).as(as(step + " was announced")).isLessThanOrEqualTo(started);
      assertThat(ok).as(as(step + " is ok")).isLessThanOrEqualTo(arrived);
    }
    if (ledger.isPresent()) {
      assertThat(ledger.get().started().values()).as(as("begun once")).allMatch(n -> n <= 1);
    }
  }

  /// What its log says, if there is one.
  Optional<Ledger> ledger() throws IOException {
    return Ledger.in(irb.here().resolve("state"));
  }

  String as(String what) {
    return what + " in " + scenario + ": " + String.join(", ", story);
  }
}
