package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Interrupts;
import irb.runbook.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DrillsTest {
  private static final int AT_ONCE = 3;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyShippedDrillPasses() throws InterruptedException {
    var ran = run(Path.of("runbooks"));
    return Stream.concat(
        ran.tests(), Coverage.of(ran.results()).stream().map(DrillsTest::takesEverything));
  }

  /// One playbook a step type: its runbook against a real peer, with a real fault.
  @TestFactory
  Stream<DynamicTest> everyStepTypePassesItsDrill() throws InterruptedException {
    return run(Path.of("src/test/resources/drills")).tests();
  }

  private record Ran(List<DrillResult> results, Map<String, Overheard> heard) {
    Stream<DynamicTest> tests() {
      return results.stream()
          .map(r ->
              DynamicTest.dynamicTest(
                  name(r), () -> assertThat(r.failures()).as(() -> words(name(r))).isEmpty()));
    }

    private String words(String drill) {
      return java.util.Objects.requireNonNull(heard.get(drill)).text();
    }
  }

  private static String name(DrillResult result) {
    return result.playbook() + "/" + result.name();
  }

  /// Every step and branch of a shipped runbook, but what a drill says that none can take.
  private static DynamicTest takesEverything(Coverage coverage) {
    return DynamicTest.dynamicTest(
        coverage.playbook() + "/" + coverage.runbook() + " is covered",
        () -> {
          assertThat(coverage.missed()).isEmpty();
          assertThat(coverage.needless()).isEmpty();
        });
  }

  private Ran run(Path runbooks) throws InterruptedException {
    var drills = DrillRunners.of(new Library(runbooks).shelves());
    var interrupts = new Interrupts();
    var heard = new ConcurrentHashMap<String, Overheard>();
    var setting = new Stage(folder, interrupts).setting();
    var loader = DrillLoader.of(setting);
    var runners =
        new DrillRunners(
            planned -> {
              var audience = new Overheard();
              heard.put(planned.shelf().playbook() + "/" + Drills.name(planned.file()), audience);
              return new DrillRunner(setting.apart(), audience, loader);
            },
            AT_ONCE,
            interrupts);
    return new Ran(runners.run(drills), heard);
  }

  @TestFactory
  Stream<DynamicTest> everyShippedRunbookHasADrill() {
    return new Library(Path.of("runbooks"))
        .shelves().stream()
            .collect(Collectors.toMap(s -> s.playbook() + "/" + s.runbook(), Drills::of))
            .entrySet()
            .stream()
            .map(e ->
                DynamicTest.dynamicTest(e.getKey(), () -> assertThat(e.getValue()).isNotEmpty()));
  }
}
