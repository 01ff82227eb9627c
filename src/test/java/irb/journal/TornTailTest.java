package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornTailTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void keepsEverythingBeforeACutAtAnyByteOfTheLastTwoRecords() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(3);
    var records = bench.records();
    var second = lineEnd(whole, 2);
    var third = lineEnd(whole, 3);

    for (var cut = second; cut < whole.length; cut++) {
      var kept = cut < third - 1 ? 2 : cut < whole.length - 1 ? 3 : 4;
      var torn = cut - (kept == 2 ? second : kept == 3 ? Math.min(cut, third) : cut);
      restore(bench, Arrays.copyOf(whole, cut));

      bench.open().close();

      var found = bench.records();
      assertThat(found.subList(0, kept)).as("cut at " + cut).isEqualTo(records.subList(0, kept));
      assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
      assertThat(found).hasSize(torn > 0 ? kept + 1 : kept);
      if (torn > 0) {
        assertRecovered(bench, found.getLast(), Arrays.copyOfRange(whole, cut - torn, cut));
      }
    }
  }

  @Test
  void setsZerosAside() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(2);

    for (var zeros : List.of(1, 4096, 3_000_000)) {
      restore(bench, Arrays.copyOf(whole, whole.length + zeros));
      assertThat(bench.verdict())
          .isInstanceOfSatisfying(
              Verdict.Torn.class, torn -> assertThat(torn.bytes()).isEqualTo((int) zeros));

      bench.open().close();

      assertRecovered(bench, bench.records().getLast(), new byte[zeros]);
      assertThat(bench.records()).hasSize(4);
    }
  }

  @Test
  void keepsARecordWhoseNewlineBecameZeros() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(2);
    var records = bench.records();
    restore(bench, Arrays.copyOf(Arrays.copyOf(whole, whole.length - 1), whole.length + 7));

    bench.open().close();

    assertThat(bench.records().subList(0, 3)).isEqualTo(records);
    assertRecovered(bench, bench.records().getLast(), new byte[8]);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void theNextWriterRepairsWhileAnotherIsOpen() throws Exception {
    var bench = Bench.in(folder);
    try (var journal = bench.create()) {
      journal.append(Bench.notice(1));
      restore(bench, Arrays.copyOf(bench.bytes(), (int) Files.size(bench.log()) + 3));

      var head = journal.append(Bench.notice(2));

      assertThat(head.seq()).isEqualTo(4);
      assertThat(bench.records().get(2).type()).isEqualTo("recovered");
    }
  }

  @Test
  void aReaderStopsAtTheLastNewlineAndGoesOnLater() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(1);
    restore(bench, Arrays.copyOf(whole, whole.length - 5));

    try (var reader = LogReader.open(bench.log())) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
      Files.write(bench.log(), whole);

      assertThat(reader.next()).map(Record::type).contains("notice");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void aLogThatIsEmptyOrGoneIsNotRepaired() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(1);

    for (var size : List.of(0, 1, lineEnd(whole, 1) - 2)) {
      restore(bench, Arrays.copyOf(whole, size));
      assertThat(bench.verdict()).isInstanceOf(Verdict.Corrupt.class);
      assertThatThrownBy(bench::open).hasMessageContaining("line 1");
      assertThat(Files.size(bench.log())).isEqualTo((long) size);
    }
    Files.delete(bench.log());
    assertThatThrownBy(bench::open).hasMessageContaining("missing");
    assertThatThrownBy(bench::verdict).hasMessageContaining("no log");
  }

  private static void assertRecovered(Bench bench, Record record, byte[] torn) throws IOException {
    assertThat(record.type()).isEqualTo("recovered");
    assertThat(record.data()).containsEntry("bytes", (long) torn.length);
    var file = bench.folder().resolve(String.valueOf(record.data().get("file")));
    assertThat(file.getFileName().toString())
        .startsWith("torn-" + record.data().get("offset") + "-20261121120000");
    assertThat(Files.readAllBytes(file)).isEqualTo(torn);
    Files.delete(file);
  }

  private static void restore(Bench bench, byte[] bytes) throws IOException {
    Files.write(bench.log(), bytes);
  }

  private static int lineEnd(byte[] bytes, int line) {
    var at = 0;
    for (var i = 0; i < line; at++) {
      i += bytes[at] == '\n' ? 1 : 0;
    }
    return at;
  }
}
