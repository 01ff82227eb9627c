package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
