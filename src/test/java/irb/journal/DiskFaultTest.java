package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFaultTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /// What one process was told is durable.
  private final List<Head> acknowledged = new ArrayList<>();

  @Test
  void noCallThatFailsOnceLosesARecord() throws Exception {
    var calls = callsWithoutFault();
    for (var n = 1L; n <= calls; n++) {
      var failing = n;
      run("once-" + n, new FaultyDisk(call -> call == failing, Long.MAX_VALUE));
    }
  }

  @Test
  void noDiskThatFailsForEverLosesARecord() throws Exception {
    var calls = callsWithoutFault();
    for (var n = 1L; n <= calls; n++) {
      var failing = n;
      run("for-ever-" + n, new FaultyDisk(call -> call >= failing, Long.MAX_VALUE));
    }
  }

  @Test
  void noFullDiskLosesARecord() throws Exception {
    for (var room = 0; room < 3_500; room += 53) {
      run("room-" + room, new FaultyDisk(_ -> false, room));
    }
  }

  @Test
  void aFailedForceIsFinal() throws Exception {
    var bench = Bench.in(folder);
    bench.create().close();
    var probe = new FaultyDisk(_ -> false, Long.MAX_VALUE);
    long force;
    try (var journal = bench.open(probe)) {
      journal.append(Bench.notice(1));
      force = probe.calls();
    }

    try (var journal = bench.open(new FaultyDisk(call -> call == force, Long.MAX_VALUE))) {
      for (var i = 0; i < 3; i++) {
        assertThat(failed(bench, () -> journal.append(Bench.notice(2)))).isTrue();
      }
      assertThat(failed(bench, () -> journal.keepOutput(new byte[1]))).isTrue();
      assertThat(failed(bench, () -> journal.startRun(Map.of()))).isTrue();
      assertThat(journal.head().seq()).isEqualTo(2);
    }
  }

  private long callsWithoutFault() throws Exception {
    var disk = new FaultyDisk(_ -> false, Long.MAX_VALUE);
    run("none", disk);
    assertThat(acknowledged).hasSize(8);
    return disk.calls();
  }

  private void run(String name, FaultyDisk disk) throws Exception {
    acknowledged.clear();
    var bench = Bench.in(folder.resolve(name + acknowledged.size()));
    Files.createDirectories(bench.state().path());

    newIncident(bench, disk);
    disk.nextProcess();
    tornIncident(bench, disk);
    disk.crash();
    assertThat(disk.wroteAfterAFailedForce()).as(name).isFalse();

    if (!acknowledged.isEmpty()) {
      bench.open(new FaultyDisk(_ -> false, Long.MAX_VALUE)).close();
      assertThat(bench.verdict()).as(name).isInstanceOf(Verdict.Intact.class);
      assertThat(bench.records().stream().map(Record::head)).as(name).containsAll(acknowledged);
    }
  }

  private void newIncident(Bench bench, Disk disk) throws JournalException {
    try (var journal = bench.create(disk)) {
      acknowledged.add(journal.head());
      work(bench, journal);
    } catch (JournalException e) {
      assertSaysWhatToDo(bench, e);
    }
  }

  private void tornIncident(Bench bench, Disk disk) throws IOException {
    if (!Files.exists(bench.log())) {
      return;
    }
    var bytes = bench.bytes();
    Files.write(bench.log(), Arrays.copyOf(bytes, bytes.length + 9));
    try (var journal = bench.open(disk)) {
      acknowledged.add(journal.head());
      work(bench, journal);
    } catch (JournalException e) {
      assertSaysWhatToDo(bench, e);
    }
  }

  private static void assertSaysWhatToDo(Bench bench, JournalException e) {
    assertThat(e).hasMessageContaining(bench.folder().toString());
    assertThat(e.getMessage()).containsAnyOf("check", "Start irb again");
  }

  /// Appends, keeps and starts; after the first failure everything else must fail too.
  private void work(Bench bench, Journal journal) {
    var failed = failed(bench, () -> acknowledged.add(journal.append(Bench.notice(1))));
    for (Step step :
        List.<Step>of(
            () -> acknowledged.add(journal.append(List.of(Bench.notice(2), Bench.notice(3)))),
            () -> journal.keepOutput("output".getBytes(UTF_8)),
            () -> acknowledged.add(journal.startRun(Map.of()).head()))) {
      var now = failed(bench, step);
      assertThat(now || !failed).as("nothing is acknowledged after a failure").isTrue();
      failed = now;
    }
  }

  private interface Step {
    void run() throws JournalException;
  }

  private static boolean failed(Bench bench, Step step) {
    try {
      step.run();
      return false;
    } catch (JournalException e) {
      assertThat(e.fatal()).isTrue();
      assertSaysWhatToDo(bench, e);
      return true;
    }
  }
}
