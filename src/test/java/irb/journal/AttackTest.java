package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What LOG.md says is and is not detected: every line and column of its table, tried.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackTest {
  private static final String HEADING = "| what was done |";

  private Prey.Model model;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    model = Prey.Model.in(folder);
  }

  record Cell(String attack, String column, String expected) {}

  static List<Cell> cells() throws IOException {
    var cells = new ArrayList<Cell>();
    var lines = Files.readAllLines(Path.of("src/docs/LOG.md"));
    var heading = lines.stream().filter(l -> l.startsWith(HEADING)).findFirst().orElseThrow();
    var columns = columns(heading);
    for (var i = lines.indexOf(heading) + 2; lines.get(i).startsWith("|"); i++) {
      var row = columns(lines.get(i));
      for (var column = 1; column < columns.size(); column++) {
        cells.add(new Cell(row.getFirst(), columns.get(column), row.get(column)));
      }
    }
    return cells;
  }

  private static List<String> columns(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void isDetectedAsDocumented(Cell cell, @TempDir Path folder) throws Exception {
    var victim = Prey.of(model, folder);

    Objects.requireNonNull(Attacks.all().get(cell.attack()), cell.attack()).on(victim);

    assertThat(victim.checked(cell.column())).isEqualTo(cell.expected());
  }

  @Test
  void everyAttackIsDocumentedOnce() throws IOException {
    assertThat(cells().stream().filter(c -> c.column().equals("alone")).map(Cell::attack))
        .containsExactlyInAnyOrderElementsOf(Attacks.all().keySet());
    assertThat(cells()).extracting(Cell::column).contains("with a head", "with a checkpoint");
  }

  @Test
  void whatNobodyTouchedIsSound(@TempDir Path folder) throws Exception {
    var victim = Prey.of(model, folder);

    for (var column : List.of("alone", "with a head", "with a checkpoint")) {
      assertThat(victim.checked(column)).isEqualTo("not detected");
    }
    assertThat(Attacks.lines(victim.log())).hasSize(12);
  }
}
