package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Null;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader's idea of a line, held against the writer's.
class LineGrammarTest {
  private final Random random = new Random(42);

  @TempDir Path folder;

  @Test
  void recognisesAndReadsBackWhateverIsWritten() throws Exception {
    var bench = Bench.in(folder);
    var entries = new ArrayList<Entry>();
    for (var i = 0; i < 3_000; i++) {
      entries.add(new Entry("notice", i % 2 == 0 ? null : "s" + i, i % 3, object(3)));
    }

    try (var journal = bench.create()) {
      journal.append(entries);
    }

    assertThat(bench.verdict())
        .isInstanceOfSatisfying(
            Verdict.Intact.class, intact -> assertThat(intact.records()).isEqualTo(3_001));
    assertThat(bench.records().stream().skip(1).map(Record::data))
        .isEqualTo(entries.stream().map(e -> Names.wellFormed(e.data())).toList());
  }

  private Map<String, Object> object(int depth) {
    var object = new LinkedHashMap<String, Object>();
    for (var i = random.nextInt(4); i > 0; i--) {
      object.put(text(), value(depth));
    }
    return object;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> text();
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> edge();
      case 4 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
      case 5 -> Null.NULL;
      case 6 -> List.of(value(depth - 1), value(depth - 1));
      default -> object(depth - 1);
    };
  }

  private Object edge() {
    return List.<Object>of(
            0L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.0,
            -0.0,
            1.0,
            1e7,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            List.of(),
            Map.of(),
            "")
        .get(random.nextInt(13));
  }

  private String text() {
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000)));
    }
    return text.toString();
  }
}
