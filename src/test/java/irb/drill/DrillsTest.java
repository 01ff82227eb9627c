package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.runbook.Library;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DrillsTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyShippedDrillPasses() {
    return drills(Path.of("runbooks"));
  }

  /// One playbook a step type: its runbook against a real peer, with a real fault.
  @TestFactory
  Stream<DynamicTest> everyStepTypePassesItsDrill() {
    return drills(Path.of("src/test/resources/drills"));
  }

  private Stream<DynamicTest> drills(Path runbooks) {
    return new Library(runbooks)
        .shelves().stream()
            .flatMap(shelf ->
                Drills.of(shelf).stream()
                    .map(file ->
                        DynamicTest.dynamicTest(
                            shelf.playbook() + "/" + Drills.name(file),
                            () -> passes(shelf, file))));
  }

  private void passes(Library.Shelf shelf, Path file) {
    var heard = new Overheard();

    var result = new DrillRunner(new Stage(folder).setting(), heard).run(shelf, file);

    assertThat(result.failures()).as(heard::text).isEmpty();
  }
}
