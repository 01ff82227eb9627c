package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Child;
import irb.acceptance.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A run that dies before, in and after each of its operations on the log, and its recovery, which
/// dies as well: no change is made twice, and none is said to be made that was not.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class FailpointsTest {
  private static final List<Kill.When> WHENS = List.of(Kill.When.values());
  private static final List<Peer> peers = new ArrayList<>();
  private static List<Scenario> scenarios = List.of();
  private static HttpPeer http;

  @TempDir Path folder;
  private int trials;

  @BeforeAll
  static void start(Servers.All servers) throws Exception {
    http = new HttpPeer();
    peers.addAll(
        List.of(
            http,
            new SqlPeer(servers.first()),
            new RedisPeer(),
            ScriptPeer.shell(),
            ScriptPeer.ssh()));
    if (KubePeer.isThere()) {
      peers.add(new KubePeer());
    } else {
      System.out.println("crash: kubectl is not tried, there is none on the PATH");
    }
    scenarios = new ArrayList<>(peers.stream().map(Scenario::of).toList());
    scenarios.addAll(new Scenarios(http).all());
  }

  @AfterAll
  static void stop() throws Exception {
    for (var peer : peers) {
      peer.close();
    }
    peers.clear();
  }

  static List<Scenario> scenarios() {
    return scenarios;
  }

  private Ordeal ordeal(Scenario scenario) throws Exception {
    return new Ordeal(scenario, Files.createDirectory(folder.resolve("t" + ++trials)));
  }

  private List<Kill> kills(Scenario scenario) throws Exception {
    return Kill.all(ordeal(scenario).operations());
  }

  /// Kills the run at `first`, its recoveries at `later`, and then lets it end.
  private int endured(Scenario scenario, Kill first, List<Kill> later) throws Exception {
    var ordeal = ordeal(scenario);
    ordeal.killed(first);
    for (var kill : later) {
      if (!ordeal.killed(kill)) {
        break;
      }
    }
    return ordeal.end();
  }

  /// Up to four deaths of the recovery, at any moment.
  private static List<Kill> chance(Random random) {
    var kills = new ArrayList<Kill>();
    for (var i = random.nextInt(5); i > 0; i--) {
      var when = WHENS.get(random.nextInt(WHENS.size()));
      kills.add(new Kill(1 + random.nextInt(14), when));
    }
    return kills;
  }

  @Test
  void everyMomentThatDiffersOfARunWithOneChange() throws Exception {
    var scenario = Scenario.of(http);
    var ends = new TreeMap<Integer, Integer>();

    for (var kill : Kill.different(ordeal(scenario).operations())) {
      ends.merge(endured(scenario, kill, List.of()), 1, Integer::sum);
    }

    // resolved, and where the announced change may or may not have been made: in doubt
    assertThat(ends).containsKeys(0, 7);
    System.out.println("crash: " + scenario + ": ends of " + trials + " runs: " + ends);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aMomentOfEveryScenario(Scenario scenario) throws Exception {
    var seed = 20261121L;
    var random = new Random(seed);
    var kills = kills(scenario);

    endured(scenario, kills.get(random.nextInt(kills.size())), chance(random));
  }

  @Test
  void aMessageInDoubtIsNotSentByTheSecondRecovery() throws Exception {
    var scenario = new Scenarios(http).message();
    var operations = ordeal(scenario).operations();
    for (var at = 10; at <= operations.size() * 2 / 3; at++) {
      if (operations.get(at - 1).equals("force")) {
        // behind `run_resumed` and one record more
        endured(scenario, new Kill(at, Kill.When.AFTER), List.of(new Kill(4, Kill.When.AFTER)));
      }
    }
  }

  /// What a step was saving when it died is in nobody's way.
  @Test
  void evidenceIsSavedAgain() throws Exception {
    var scenario = new Scenarios(http).evidence();
    var operations = ordeal(scenario).operations();
    for (var at = 1; at <= operations.size(); at++) {
      if (operations.get(at - 1).equals("create")) {
        var ordeal = ordeal(scenario);
        ordeal.killed(new Kill(at, Kill.When.AFTER));
        if (ordeal.end() == 0 && ordeal.ledger().isPresent()) {
          for (var look : ordeal.ledger().orElseThrow().results("look")) {
            assertThat(look.at("/data/outcome").asText()).as("%s", look).isEqualTo("ok");
          }
        }
      }
    }
  }

  @Tag("proof")
  @ParameterizedTest
  @MethodSource("scenarios")
  void everyMomentOfEveryScenario(Scenario scenario) throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var kills = kills(scenario);
    var ends = new TreeMap<Integer, Integer>();

    for (var kill : kills) {
      ends.merge(endured(scenario, kill, List.of()), 1, Integer::sum);
      ends.merge(endured(scenario, kill, chance(random)), 1, Integer::sum);
    }

    System.out.println(
        "crash: %s: %d moments, ends of %d runs: %s, seed %d"
            .formatted(scenario, kills.size(), trials, ends, seed));
  }

  /// The moments that leave different logs, each with every moment of its recovery.
  @Tag("proof")
  @Test
  void everyMomentOfEveryRecovery() throws Exception {
    var scenario = Scenario.of(http);
    var operations = ordeal(scenario).operations();
    for (var first : Kill.all(operations)) {
      var isForce = operations.get(first.at() - 1).equals("force");
      if (first.when() == Kill.When.TORN || (isForce && first.when() == Kill.When.AFTER)) {
        recoveries(scenario, first);
      }
    }
    System.out.println("crash: " + scenario + ": recoveries killed: " + trials);
  }

  private void recoveries(Scenario scenario, Kill first) throws Exception {
    for (var when : Kill.When.values()) {
      var isKilled = true;
      for (var at = 1; isKilled; at++) {
        var ordeal = ordeal(scenario);
        ordeal.killed(first);
        isKilled = ordeal.killed(new Kill(at, when));
        ordeal.end();
      }
    }
  }

  /// What the other tests only play: the process is gone at once, with all its locks and threads.
  @Test
  void aProcessThatIsReallyGone() throws Exception {
    var scenario = Scenario.of(peers.get(1));
    var random = new Random(20261121L);
    var kills = kills(scenario);

    assertThat(halted(scenario, kills.get(kills.size() / 2 + random.nextInt(20)))).isIn(0, 7);
  }

  @Tag("proof")
  @Test
  void aProcessThatIsReallyGoneAtEveryThirdMoment() throws Exception {
    var scenario = Scenario.of(peers.get(1));
    var kills = kills(scenario);
    for (var i = 0; i < kills.size(); i += 3) {
      halted(scenario, kills.get(i));
    }
  }

  private int halted(Scenario scenario, Kill kill) throws Exception {
    var ordeal = ordeal(scenario);
    ordeal.irb().with("KILL_AT", kill.toString()).with("IRB_ACTOR", "tester");
    try (var child = Child.startAs("irb.crash.Mortal", ordeal.irb(), scenario.way(0).words())) {
      child.await().exits(137);
    }
    ordeal.told("halted at " + kill);
    return ordeal.end();
  }
}
