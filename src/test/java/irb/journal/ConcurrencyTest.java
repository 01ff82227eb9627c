package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
  private static final int EACH = 40;

  @TempDir Path folder;
  private final List<Process> children = new ArrayList<>();
  private Bench bench;

  @AfterEach
  void leaveNoProcess() {
    children.forEach(Process::destroyForcibly);
  }

  @BeforeEach
  void setUp() throws Exception {
    bench = Bench.in(folder);
    bench.create().close();
  }

  @Test
  void threadsAndProcessesShareALogWithoutLossOrGap() throws Exception {
    var writers = List.of(child(EACH + "", "c0"), child(EACH + "", "c1"));
    try (var threads = Executors.newFixedThreadPool(4)) {
      var work = new ArrayList<Callable<List<Long>>>();
      for (var i = 0; i < 4; i++) {
        work.add(this::appendHere);
      }
      var numbers = new ArrayList<Long>();
      for (var future : threads.invokeAll(work)) {
        numbers.addAll(future.get());
      }
      for (var child : writers) {
        numbers.addAll(numbers(child.inputReader(UTF_8)));
        assertThat(child.waitFor()).isZero();
      }

      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(2, 6 * EACH + 1).boxed().toList());
    }
    assertThat(bench.verdict())
        .isInstanceOfSatisfying(
            Verdict.Intact.class, v -> assertThat(v.records()).isEqualTo(6 * EACH + 1));
    assertThat(bench.records().stream().collect(Collectors.groupingBy(Record::actor)))
        .extractingFromEntries(e -> e.getKey() + e.getValue().size())
        .containsExactlyInAnyOrder("ada" + (4 * EACH + 1), "c0" + EACH, "c1" + EACH);
  }

  @Test
  void aKilledWriterLosesNothingItAcknowledged() throws Exception {
    var random = new Random(1);
    for (var round = 0; round < 5; round++) {
      var writers = List.of(child("1000000", "k0"), child("1000000", "k1"));
      var acknowledged = new ArrayList<Long>();
      for (var writer : writers) {
        acknowledged.addAll(killed(writer, 1 + random.nextInt(20), random.nextInt(2_000_000)));
      }

      try (var journal = bench.open()) {
        assertThat(journal.head().seq()).isGreaterThanOrEqualTo(Collections.max(acknowledged));
        journal.append(Bench.notice(round));
      }

      assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
      assertThat(acknowledged).doesNotHaveDuplicates();
      assertThat(bench.records().stream().filter(r -> r.actor().startsWith("k")).map(Record::seq))
          .containsAll(acknowledged);
    }
  }

  @Test
  void readersLeaveTheLockAlone() throws Exception {
    try (var _ = IncidentLock.of(bench.folder())) {
      assertThat(bench.records()).hasSize(1);
      assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
      assertThat(bench.state().list()).containsExactly(Bench.INCIDENT);

      // any reader here that had opened and closed `lock` would have dropped the lock by that
      assertThat(lockSeenByAnother()).isEqualTo("held");
    }
    assertThat(lockSeenByAnother()).isEqualTo("free");
  }

  private Process child(String count, String name) throws IOException {
    var child = ChildWriter.start(bench, count, name);
    children.add(child);
    return child;
  }

  private List<Long> appendHere() throws JournalException {
    var numbers = new ArrayList<Long>();
    try (var journal = bench.open()) {
      for (var i = 0; i < EACH; i++) {
        numbers.add(journal.append(Bench.notice(i)).seq());
      }
    }
    return numbers;
  }

  /// The numbers a writer printed, killed `nanos` after it had printed `count`.
  private static List<Long> killed(Process writer, int count, int nanos) throws Exception {
    var numbers = new ArrayList<Long>();
    var output = writer.inputReader(UTF_8);
    while (numbers.size() < count) {
      numbers.add(Long.valueOf(output.readLine()));
    }
    for (var end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
    // by its handle: the process itself would close the pipe with what is still in it
    assertThat(writer.toHandle().destroyForcibly()).isTrue();
    numbers.addAll(numbers(output));
    writer.waitFor();
    return numbers;
  }

  private static List<Long> numbers(BufferedReader output) {
    return output.lines().map(Long::valueOf).toList();
  }

  private String lockSeenByAnother() throws Exception {
    var child = child("lock", "x");
    var said = child.inputReader(UTF_8).readLine();
    assertThat(child.waitFor()).isZero();
    return said;
  }
}
