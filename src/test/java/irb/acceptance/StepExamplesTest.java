package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.StepTypes;
import irb.step.StepType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What irb's own help shows works.
class StepExamplesTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets:
        server: {local: .}
        db: {postgres: "postgres://irb@127.0.0.1:1/irb"}
        api: {http: "http://127.0.0.1:1"}
      channels: {incidents: {manual: Tell them}}
      checklists: {activate: [Tell everybody]}
      """;

  @TempDir Path folder;

  static Collection<StepType> types() {
    return StepTypes.all().values();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyExampleOfAStepIsSound(StepType type) throws IOException {
    var irb =
        new Irb(folder)
            .book(BOOK)
            .runbook(
                "example",
                """
                runbook: example
                title: Example
                steps:
                """
                    + type.example().indent(2)
                    + """
                      - {id: enough, decide: Enough, choose: [{when: now < now, next: abort}], otherwise: no_action}
                    """);

    var ran = irb.run("lint", "example").exits(0);

    assertThat(ran.all()).isEmpty();
    irb.run("show", "example").exits(0).says(type.key());
  }

  @Test
  void helpShowsEveryStepType() {
    var ran = new Irb(folder).run("help", "steps").exits(0);

    types().forEach(t -> assertThat(ran.out()).contains(t.key()));
  }
}
