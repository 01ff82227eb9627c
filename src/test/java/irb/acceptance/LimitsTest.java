package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event.Proposed;
import irb.engine.Event.Rehearsed;
import irb.engine.Exit;
import irb.step.Question;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `limits.targets`: how many hosts a change may touch.
class LimitsTest {
  private static final String STEPS =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: change}
      - id: change
        remediate: Change all
        risk: low
        fleet: {hosts: HOSTS}
        limits: {targets: LIMIT}
        undo: {none: a test}
      - {id: checked, verify: Checked, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;
  private final Fleet fleet = new Fleet();

  private Trial trial() {
    return new Trial(folder).type(fleet);
  }

  private static String steps(int hosts, String limit) {
    return STEPS.replace("HOSTS", "" + hosts).replace("LIMIT", limit);
  }

  @Test
  void asManyAsAreAllowedAreChanged() throws Exception {
    var trial = trial().yes();

    var report = trial.run(steps(3, "3"));

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(fleet.changed()).containsExactly(3);
    assertThat(proposed(trial).targets()).isEqualTo(3);
    assertThat(proposed(trial).effect()).isEqualTo("write");
    assertThat(proposed(trial).effects()).hasToString("0 read, 1 write, 1 asserted; 1 target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "'${{ 1 + 1 }}'"})
  void oneMoreStopsTheRunBeforeAnybodyIsAsked(String limit) throws Exception {
    var asked = new Answering();
    var trial = trial().operator(asked);

    var report = trial.run(steps(3, limit));

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.exit().code()).isEqualTo(6);
    assertThat(report.why())
        .contains(
            "acts on 3 targets", "'limits.targets' of change allows 2", "nothing was started");
    assertThat(trial.last("change").result().reason()).isEqualTo("limit");
    assertThat(fleet.changed()).isEmpty();
    assertThat(asked.questions).isZero();
    assertThat(trial.heard()).noneMatch(Proposed.class::isInstance);
  }

  @Test
  void aDryRunStopsThereToo() throws Exception {
    assertThat(trial().dry().run(steps(3, "2")).exit()).isEqualTo(Exit.STOPPED);
  }

  @Test
  void whatMayFollowIsShownWithItsTargets() throws Exception {
    var trial = trial().dry();

    trial.run(
        steps(3, "3").replace("next: resolved", "next: more")
            + """
            - id: more
              remediate: Change more
              risk: high
              fleet: {hosts: 5}
              undo: {none: a test}
            - {id: again, verify: Again, shell: {target: here, command: ["true"], effect: read}, next: resolved}
            """);

    assertThat(proposed(trial).targets()).isEqualTo(3);
    assertThat(trial.heard())
        .filteredOn(Rehearsed.class::isInstance)
        .extracting(e -> ((Rehearsed) e).detail())
        .contains("change, risk high, 5 targets");
  }

  private static irb.engine.Proposal proposed(Trial trial) {
    return trial.heard().stream()
        .filter(Proposed.class::isInstance)
        .map(e -> ((Proposed) e).proposal())
        .findFirst()
        .orElseThrow();
  }

  /// Says yes, and counts how often.
  private static final class Answering implements irb.step.Operator {
    private int questions;

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public java.util.Optional<String> answer(Question question) {
      questions++;
      return java.util.Optional.of("y");
    }
  }
}
