package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLinesTest {
  @TempDir Path folder;

  private List<Long> last(Path log, long count) throws JournalException {
    var numbers = new ArrayList<Long>();
    try (var reader = LogReader.openLast(log, count)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        numbers.add(next.get().seq());
      }
    }
    return numbers;
  }

  @Test
  void findsThemFromTheEnd() throws Exception {
    var bench = Bench.in(folder);
    try (var journal = bench.create()) {
      for (var size : List.of(10, 70_000, 65_536, 1_000_000, 1, 1)) {
        journal.append(Entry.of("notice", java.util.Map.of("x", "x".repeat(size))));
      }
    }

    assertThat(last(bench.log(), 1)).containsExactly(7L);
    assertThat(last(bench.log(), 4)).containsExactly(4L, 5L, 6L, 7L);
    assertThat(last(bench.log(), 7)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(last(bench.log(), Long.MAX_VALUE)).hasSize(7);
  }

  @Test
  void aTornTailIsNoRecord() throws Exception {
    var bench = Bench.in(folder);
    bench.written(3);
    Files.writeString(bench.log(), Files.readString(bench.log()) + "{\"v\":1,\"s");

    assertThat(last(bench.log(), 2)).containsExactly(3L, 4L);
  }

  @Test
  void theSizeOfTheLogDoesNotMatter() throws Exception {
    var bench = Bench.in(folder);
    bench.written(1);
    var line = Files.readAllLines(bench.log()).getLast();
    try (var out = new BufferedOutputStream(Files.newOutputStream(bench.log()), 1 << 20)) {
      for (var i = 1; i <= 100_000; i++) {
        out.write((line.replace("\"seq\":2", "\"seq\":" + i) + "\n").getBytes(US_ASCII));
      }
    }

    var started = System.nanoTime();
    assertThat(last(bench.log(), 50)).hasSize(50).endsWith(100_000L);

    // reading all of it takes many times as long
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }
}
