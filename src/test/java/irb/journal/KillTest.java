package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` over eight processes that write to one log at the same time.
class KillTest {
  private static final int WRITERS = 8;

  @TempDir Path folder;
  private final List<Victim> running = new ArrayList<>();
  private final List<Victim> killed = new ArrayList<>();
  private final Random random = new Random(9);
  private Bench bench;

  @BeforeEach
  void setUp() throws Exception {
    bench = Bench.in(folder);
    bench.create().close();
  }

  @AfterEach
  void leaveNoProcess() throws Exception {
    for (var victim : running) {
      victim.kill();
    }
  }

  @Test
  void tenKillsLoseDoubleAndSkipNothing() throws Exception {
    kills(10);
  }

  @Test
  @Tag("proof")
  void aThousandKillsLoseDoubleAndSkipNothing() throws Exception {
    kills(1_000);
  }

  /// The last eight are killed all at once.
  private void kills(int count) throws Exception {
    while (running.size() < WRITERS) {
      start();
    }
    while (killed.size() < count - WRITERS) {
      var victim = running.get(random.nextInt(WRITERS));
      victim.await(random.nextInt(6));
      spin(random.nextInt(3_000_000));
      kill(victim);
      start();
    }
    for (var victim : running) {
      victim.await(1);
    }
    for (var victim : List.copyOf(running)) {
      kill(victim);
    }

    // whoever comes next repairs what the last of them may have torn
    bench.open().close();
    assertNothingIsLost();
  }

  private void start() throws Exception {
    running.add(new Victim(bench, "w" + (running.size() + killed.size())));
  }

  private void kill(Victim victim) throws Exception {
    victim.kill();
    running.remove(victim);
    killed.add(victim);
  }

  private void assertNothingIsLost() throws Exception {
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    var written = new TreeMap<String, List<Record>>();
    for (var record : bench.records()) {
      written.computeIfAbsent(record.actor(), _ -> new ArrayList<>()).add(record);
    }
    var acknowledged = 0;
    for (var victim : killed) {
      var told = victim.acknowledged();
      var found =
          written.getOrDefault(victim.name(), List.of()).stream()
              .filter(r -> r.type().equals("notice"))
              .toList();
      // none lost: each number it was told holds its record; none doubled or skipped: 0, 1, 2...
      assertThat(found.subList(0, told.size()).stream().map(Record::seq))
          .containsExactlyElementsOf(told);
      for (var i = 0; i < found.size(); i++) {
        assertThat(found.get(i).data()).containsEntry("n", (long) i);
      }
      // it died with one record at most that it was not told of
      assertThat(found).hasSizeBetween(told.size(), told.size() + 1);
      acknowledged += told.size();
    }
    System.out.println(
        "KillTest: %d kills, %d acknowledged records, %d torn tails"
            .formatted(
                killed.size(),
                acknowledged,
                bench.records().stream().filter(r -> r.type().equals("recovered")).count()));
  }

  private static void spin(int nanos) {
    for (var end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }
}
