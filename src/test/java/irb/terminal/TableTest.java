package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Masker;
import irb.expr.Null;
import irb.expr.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Masker masker = new Masker();

  private String table(int width, boolean unicode, List<Map<String, Object>> rows) {
    var table = new Table(new Looks(false, unicode, width), masker);
    return String.join("\n", table.lines(rows)) + "\n";
  }

  @Test
  void alignsByWhatACellHolds() {
    var rows =
        List.of(
            Script.row(
                "pid",
                7L,
                "name",
                "app",
                "load",
                0.5,
                "since",
                Duration.ofSeconds(90),
                "at",
                Instant.parse("2026-11-21T03:10:45.120034Z")),
            Script.row(
                "pid",
                4711L,
                "name",
                Null.NULL,
                "load",
                12.25,
                "since",
                Duration.ofMillis(250),
                "at",
                Null.NULL));

    assertThat(table(80, true, rows))
        .isEqualTo(
            """
             pid  name   load  since  at
               7  app     0.5  1m30s  2026-11-21T03:10:45Z
            4711  null  12.25  250ms  null
            """);
  }

  @Test
  void measuresInColumnsOfTheTerminal() {
    var rows = List.of(Script.row("a", "東京", "b", "x"), Script.row("a", "e\u0301", "b", "y"));

    assertThat(table(80, true, rows))
        .isEqualTo(
            """
            a     b
            東京  x
            e\u0301     y
            """);
  }

  @Test
  void cutsWhatDoesNotFit() {
    var rows = List.of(Script.row("id", 1L, "text", "a long text that does not fit", "n", 22L));

    assertThat(table(24, true, rows))
        .isEqualTo(
            """
            id  text               n
             1  a long text tha…  22
            """);
    assertThat(table(24, false, rows)).contains("a long text t...");
  }

  @Test
  void fitsAnyWidth() {
    var row = Script.row();
    for (var i = 0; i < 30; i++) {
      row.put("column" + i, "東京東京" + i);
    }

    for (var width = 20; width < 120; width++) {
      var limit = width;
      assertThat(table(width, true, List.of(row)).lines())
          .allMatch(line -> DisplayWidth.of(line) <= limit);
    }
  }

  @Test
  void saysHowManyMoreThereAre() {
    var rows = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < 48; i++) {
      rows.add(Script.row("n", (long) i));
    }

    assertThat(table(80, true, rows).lines()).hasSize(12).last().isEqualTo("… 38 more");
  }

  @Test
  void foreignTextStaysInItsCell() {
    masker.add(new Secret("TOKEN", "abcdefgh"));
    var rows = List.of(Script.row("a\u001b[2J", "x\ny", "b", "say abcdefgh"));

    assertThat(table(80, true, rows)).isEqualTo("a^[[2J  b\nx\\ny    say ***(TOKEN)\n");
  }

  @Test
  void nothingIsNoTable() {
    assertThat(new Table(new Looks(false, true, 80), masker).lines(List.of())).isEmpty();
  }
}
