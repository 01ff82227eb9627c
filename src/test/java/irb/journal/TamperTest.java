package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperTest {
  @TempDir Path folder;

  @Test
  void aFlippedBitInAnyByteOfTwentyRecordsIsFound() throws Exception {
    var random = new Random(20);
    flips(_ -> IntStream.of(random.nextInt(8)));
  }

  @Test
  @Tag("proof")
  void everyFlippedBitOfTwentyRecordsIsFound() throws Exception {
    flips(_ -> IntStream.range(0, 8));
  }

  /// Flips, one after the other, those bits of each byte that `bits` names.
  private void flips(IntFunction<IntStream> bits) throws Exception {
    var bytes = Bench.in(folder).written(19);
    var intact = (Verdict.Intact) verdict(bytes);
    assertThat(intact.records()).isEqualTo(20);
    // without its newline the last record still stands there; nothing else may look torn
    var last = bytes.length - 1;
    var torn = new Verdict.Torn(intact.head(), 20, last, 1);

    for (var i = 0; i < bytes.length; i++) {
      for (var bit : bits.apply(i).toArray()) {
        bytes[i] ^= (byte) (1 << bit);
        if (i == last) {
          assertThat(verdict(bytes)).as("byte %d, bit %d", i, bit).isEqualTo(torn);
        } else {
          assertThat(verdict(bytes))
              .as("byte %d, bit %d", i, bit)
              .isInstanceOf(Verdict.Corrupt.class);
        }
        bytes[i] ^= (byte) (1 << bit);
      }
    }
  }

  @Test
  void everyLineDroppedDoubledOrSwappedIsFound() throws Exception {
    var bench = Bench.in(folder);
    var lines = new String(bench.written(4), ISO_8859_1).lines().toList();

    for (var i = 0; i < lines.size() - 1; i++) {
      var dropped = new ArrayList<>(lines);
      dropped.remove(i);
      var doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      var swapped = new ArrayList<>(lines);
      swapped.set(i, swapped.set(i + 1, lines.get(i)));
      for (var changed : List.of(dropped, doubled, swapped)) {
        assertThat(verdict((String.join("\n", changed) + "\n").getBytes(ISO_8859_1)))
            .isInstanceOf(Verdict.Corrupt.class);
      }
    }
  }

  @Test
  void namesThePlaceAndBothHashesAndRepairsNothing() throws Exception {
    var bench = Bench.in(folder);
    var text = new String(bench.written(2), ISO_8859_1);
    var records = bench.records();
    var changed = text.replace("\"n\":1", "\"n\":7");
    Files.writeString(bench.log(), changed);

    var corrupt = (Verdict.Corrupt) bench.verdict();

    assertThat(corrupt.line()).isEqualTo(2);
    assertThat(corrupt.seq()).isEqualTo(2);
    assertThat(corrupt.offset()).isEqualTo(text.indexOf('\n') + 1);
    assertThat(corrupt.found()).isEqualTo(records.get(1).h());
    assertThat(corrupt.expected()).matches("[0-9a-f]{64}").isNotEqualTo(corrupt.found());
    assertThatThrownBy(bench::open)
        .hasMessageContainingAll("line 2", corrupt.found(), corrupt.expected(), "record 2");
    assertThat(bench.log()).hasContent(changed);
  }

  @Test
  void aRecordThatIrbWouldWriteOtherwiseIsRefusedThoughItsHashFits() throws Exception {
    var bench = Bench.in(folder);
    var line = new String(bench.written(0), ISO_8859_1);
    var hashed = line.substring(0, line.indexOf(",\"h\":"));

    assertThat(rehashed(hashed)).isInstanceOf(Verdict.Intact.class);
    for (var other :
        List.of(
            hashed.replace("\"seq\":1", "\"seq\": 1"),
            hashed.replace("\"seq\":1", "\"seq\":01"),
            hashed.replace(".120034Z", ".12003Z"),
            hashed.replace("\"actor\":\"ada\"", "\"actor\":\"\\u0061da\""),
            hashed.replace("\"actor\":\"ada\"", "\"actor\":\"ad\u00e4\""),
            hashed.replace("\"actor\":\"ada\"", "\"actor\":null"),
            hashed.replace("\"host\":\"ops-1\",\"pid\":4711", "\"pid\":4711,\"host\":\"ops-1\""),
            hashed.replace("0.1.0", "0.1.0\\/"),
            hashed.replace("0.1.0", "\\u00e4"),
            hashed.replace("{\"irb\":\"0.1.0\"}", "{}"),
            hashed.replace("\"data\":{\"irb\":", "\"more\":1,\"data\":{\"irb\":"),
            hashed.replace("\"0.1.0\"", "1.e5"),
            hashed.replace("\"0.1.0\"", "tru"))) {
      assertThat(other).isNotEqualTo(hashed);
      assertThat(rehashed(other)).as(other).isInstanceOf(Verdict.Corrupt.class);
    }
  }

  @Test
  void aNewerVersionIsRefusedWithASentence() throws Exception {
    var bench = Bench.in(folder);
    var line = new String(bench.written(0), ISO_8859_1);
    for (var newer : List.of(line + line.replace("{\"v\":1", "{\"v\":2"), line + "{\"v\":2,\"x")) {
      Files.writeString(bench.log(), newer);

      assertThatThrownBy(bench::open).hasMessageContaining("use a newer irb");
      assertThat(bench.log()).hasContent(newer);
    }
  }

  @Test
  void aNotedHeadShowsDroppedAndRewrittenRecords() throws Exception {
    var bench = Bench.in(folder);
    bench.written(2);
    var head = bench.records().getLast().head();
    var mark = Mark.parse(head.text()).orElseThrow();
    var text = Files.readString(bench.log());

    assertThat(LogVerifier.verify(bench.log(), mark)).isInstanceOf(Verdict.Intact.class);
    Files.writeString(bench.log(), text.substring(0, text.lastIndexOf("{\"v\":1")));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    assertThat(LogVerifier.verify(bench.log(), mark))
        .isInstanceOfSatisfying(
            Verdict.Corrupt.class, c -> assertThat(c.why()).contains("dropped"));
    try (var journal = bench.open()) {
      journal.append(Bench.notice(9));
    }
    assertThat(LogVerifier.verify(bench.log(), mark))
        .isInstanceOfSatisfying(
            Verdict.Corrupt.class, c -> assertThat(c.why()).contains("rewritten"));
    assertThat(Mark.parse("42:xyz")).isEmpty();
  }

  @Test
  void anOpenJournalNoticesThatItsLogWasChangedCutOrReplaced() throws Exception {
    var bench = Bench.in(folder);
    var whole = bench.written(2);
    var cut = Arrays.copyOf(whole, whole.length - 1);
    var changed = whole.clone();
    changed[whole.length - 10] ^= 1;

    for (var bytes : List.of(cut, changed)) {
      Files.write(bench.log(), whole);
      try (var journal = bench.open()) {
        Files.write(bench.log(), bytes);
        assertThatThrownBy(() -> journal.append(Bench.notice(3))).hasMessageContaining("changed");
        Files.write(bench.log(), whole);
        assertThatThrownBy(() -> journal.append(Bench.notice(3)))
            .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.fatal()).isTrue());
      }
    }
    try (var journal = bench.open()) {
      Files.move(bench.log(), bench.folder().resolve("moved"));
      assertThatThrownBy(() -> journal.append(Bench.notice(3))).hasMessageContaining("replaced");
    }
  }

  @Test
  void anIncidentUnderAnotherNameIsFound() throws Exception {
    var bench = Bench.in(folder);
    bench.written(1);
    Files.move(bench.folder(), bench.state().incident("20270101-000000-0000"));

    assertThat(LogVerifier.verify(bench.state().log("20270101-000000-0000")))
        .isInstanceOfSatisfying(
            Verdict.Corrupt.class, c -> assertThat(c.why()).contains(Bench.INCIDENT));
  }

  private static Verdict rehashed(String hashed) throws IOException {
    var bytes = hashed.getBytes(ISO_8859_1);
    var genesis = Chain.genesis(Bench.INCIDENT).getBytes(ISO_8859_1);
    var hash = new Chain().next(genesis, bytes, 0, bytes.length);
    var line = hashed + ",\"h\":\"" + new String(hash, ISO_8859_1) + "\"}\n";
    return verdict(line.getBytes(ISO_8859_1));
  }

  private static Verdict verdict(byte[] bytes) throws IOException {
    return new LogScan(Path.of("log.jsonl"), (target, at) -> read(bytes, target, at), null)
        .verdict();
  }

  private static int read(byte[] bytes, ByteBuffer target, long offset) {
    var count = (int) Math.min(target.remaining(), bytes.length - offset);
    target.put(bytes, (int) offset, count);
    return count == 0 ? -1 : count;
  }
}
