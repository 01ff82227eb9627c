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
        web: {ssh: [web1, web2]}
        db: {postgres: "postgres://irb@127.0.0.1:1/irb"}
        cache: {redis: "redis://127.0.0.1:1"}
        api: {http: "http://127.0.0.1:1"}
        cluster: {kubectl: nowhere}
      channels: {incidents: {manual: Tell them}}
      checklists: {activate: [Tell everybody]}
      """;

  private static final String RUN_BY_THE_EXAMPLE_OF_RUN =
      """
      runbook: app-health
      title: Is the application well?
      params: {service: {type: string}}
      steps:
        - id: look
          diagnose: Does it answer?
          shell: {target: server, command: [systemctl, is-active, "${{ params.service }}"], effect: read}
          next: no_action
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
            .runbook("app-health", RUN_BY_THE_EXAMPLE_OF_RUN)
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

    assertThat(ran.all()).matches("books/p/example.yaml: \\d read, \\d write[^\\n]*\n");
    irb.run("show", "example").exits(0).says(type.key());
  }

  @Test
  void helpShowsEveryStepTypeWithItsExample() {
    var ran = new Irb(folder).run("help", "steps").exits(0);

    types()
        .forEach(
            t -> assertThat(ran.out()).contains(t.key(), t.help(), t.example().strip().indent(4)));
    assertThat(new Irb(folder).run("show", "--steps").exits(0).out()).isEqualTo(ran.out());
    var json = new Irb(folder).run("show", "--steps", "-o", "json").exits(0).json();
    assertThat(json.at("/steps")).hasSize(types().size());
    new Irb(folder).run("show").exits(2).says("name a runbook", "--steps");
  }

  @Test
  void showAndLintCountTheEffects() throws IOException {
    var irb =
        new Irb(folder)
            .book(BOOK)
            .runbook(
                "effects",
                """
                runbook: effects
                title: Effects
                steps:
                  - {id: full, diagnose: Full, sql: {query: SELECT 1 AS one}}
                  - {id: said, diagnose: Said, shell: {target: server, command: [uptime], effect: read}}
                  - {id: told, communicate: Told, notify: {channel: incidents, text: Look}}
                  - {id: due, decide: Due, choose: [{when: full.ok, next: change}], otherwise: escalate}
                  - {id: change, remediate: Change, risk: low, undo: {none: gone}, shell: {target: server, command: [touch, x]}}
                  - {id: well, verify: Well, http: {target: api, get: /health}, next: resolved}
                """);
    var sum = "2 read, 1 write, 1 asserted, 1 message; 3 targets";

    irb.run("show", "effects")
        .exits(0)
        .says("[read, proven]", "[read, asserted]", "[write]", "[message]", sum);
    irb.run("lint", "effects").exits(0).says("effects.yaml: " + sum);
    irb.run("run", "effects", "--dry-run").says("effects " + sum);
    var shown = irb.run("show", "effects", "-o", "json").exits(0).json();
    assertThat(shown.at("/effects/asserted").asInt()).isEqualTo(1);
    assertThat(shown.at("/steps/1/effect").asText()).isEqualTo("read, asserted");
    assertThat(
            irb.run("lint", "effects", "-o", "json")
                .exits(0)
                .json()
                .at("/effects")
                .properties()
                .iterator()
                .next()
                .getValue()
                .at("/targets")
                .asInt())
        .isEqualTo(3);
  }
}
