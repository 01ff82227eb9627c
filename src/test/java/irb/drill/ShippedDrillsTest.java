package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.runbook.Library;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ShippedDrillsTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyDrillPasses() {
    var library = new Library(Path.of("runbooks"));

    return library.shelves().stream()
        .flatMap(shelf ->
            Drills.of(shelf).stream()
                .map(file ->
                    DynamicTest.dynamicTest(
                        shelf.playbook() + "/" + Drills.name(file), () -> passes(shelf, file))));
  }

  private void passes(Library.Shelf shelf, Path file) {
    var heard = new Overheard();

    var result = new DrillRunner(new Stage(folder).setting(), heard).run(shelf, file);

    assertThat(result.failures()).as(heard::text).isEmpty();
  }
}
