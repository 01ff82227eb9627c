package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCoverageTest {
  private static final String RUNBOOK =
      """
      runbook: tried
      title: The site is down
      steps:
        - {id: health, diagnose: Look, http: {target: api, get: /health}}
        - id: more
          diagnose: What else?
          when: '!health.ok'
          http: {target: api, get: /more}
        - id: needed
          decide: Is it down?
          choose:
            - {when: health.ok, next: no_action}
            - {when: health.reason == "unreachable", next: escalate, because: nobody is there}
            - {when: health.status == 500, next: escalate}
          otherwise: recycle
        - id: recycle
          remediate: Recycle it
          risk: low
          http: {target: api, post: /recycle}
          undo: {none: it is gone}
          on_failure: escalate
        - id: back
          verify: It is back
          http: {target: api, get: /health}
          next: resolved
          on_failure: escalate
      """;

  private static final String DRILL =
      """
      drill: tried
      sandbox:
        api: {http: {GET /health: {}, GET /more: {}, POST /recycle: {}}}
      fault:
        - {http: {target: api, GET /health: {status: 503}}, healed_by: POST /recycle}
      approve: all
      expect: {outcome: resolved, healthy: {outcome: no_action}}
      """;

  @TempDir Path folder;

  private DrillResult run(String drill) throws IOException {
    var stage = new Stage(folder);
    return stage.run(stage.shelf(Tried.PLAYBOOK, RUNBOOK, drill), new Overheard());
  }

  @Test
  void saysWhichStepsAndBranchesNoDrillTakes() throws IOException {
    var result = run(DRILL);

    var coverage = Coverage.of(List.of(result)).getFirst();

    assertThat(result.failures()).isEmpty();
    assertThat(coverage.isComplete()).isFalse();
    assertThat(coverage.missed())
        .containsExactly(
            "needed -> escalate",
            "needed -> escalate (2)",
            "recycle failed -> escalate",
            "back failed -> escalate");
    // five steps, 'more' skipped, and two of the four ways to go
    assertThat(coverage.taken()).isEqualTo(8);
    assertThat(coverage.branches()).isEqualTo(12);
  }

  @Test
  void tellsTwoWaysToOnePlaceApart() throws IOException {
    var down =
        DRILL
            .replace("status: 503}", "status: 500}")
            .replace("{outcome: resolved, healthy: {outcome: no_action}}", "{outcome: escalate}");

    assertThat(run(down).covered().taken())
        .contains("needed -> escalate (2)")
        .doesNotContain("needed -> escalate");
  }

  @Test
  void whatNoDrillCanTakeHasAReason() throws IOException {
    var excused = DRILL + "not_drilled: {needed -> escalate: nobody can be reached on purpose}\n";

    var coverage = Coverage.of(List.of(run(excused))).getFirst();

    assertThat(coverage.missed()).hasSize(3);
    assertThat(coverage.excused())
        .containsEntry("needed -> escalate", "nobody can be reached on purpose");
    assertThat(coverage.needless()).isEmpty();
  }

  @Test
  void aReasonForWhatIsTakenIsNeedless() throws IOException {
    var excused = DRILL + "not_drilled: {recycle: nobody dares}\n";

    assertThat(Coverage.of(List.of(run(excused))).getFirst().needless()).containsExactly("recycle");
  }

  @Test
  void aReasonNamesAStepOrABranch() throws IOException {
    var result = run(DRILL + "not_drilled: {recycle -> moon: it is far away}\n");

    assertThat(result.failures())
        .anyMatch(f -> f.contains("runbook 'tried' has no branch 'recycle -> moon'"));
    assertThat(Coverage.of(List.of(result)).getFirst().isComplete()).isFalse();
  }
}
