package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.Launch.RefusedException;
import irb.engine.RunReport;
import irb.step.Operator;
import irb.step.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two runs that want to change one target.
class TargetLockTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {here: {local: .}, there: {local: .}}
      """;
  private static final String CHANGE =
      """
      - {id: ready, decide: Ready, choose: [{when: now < now, next: no_action}], otherwise: change}
      - {id: change, remediate: Change, risk: low, shell: {target: here, command: [touch, changed]}, undo: {none: a test}}
      - {id: checked, verify: Checked, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;
  private static final String AROUND =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: first}
      - {id: first, remediate: First, risk: low, shell: {target: here, command: ["true"]}, undo: {none: a test}}
      - {id: inner, remediate: Inner, run: {runbook: other}}
      - {id: well, verify: Well, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;

  private Trial trial() {
    return new Trial(folder).playbook(BOOK);
  }

  /// Runs `others` while the first run waits for an approval, and then says no to it.
  private static final class Meanwhile implements Operator {
    private final List<RunReport> reports = new ArrayList<>();
    private final List<Trial> others;
    private final String steps;

    Meanwhile(String steps, Trial... others) {
      this.steps = steps;
      this.others = List.of(others);
    }

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public Optional<String> answer(Question question) {
      if (reports.isEmpty()) {
        for (var other : others) {
          try {
            reports.add(other.run(steps));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }
      }
      return Optional.of(question.text().contains("What now") ? "a" : "n");
    }
  }

  @Test
  void theSecondIsToldWhoHoldsIt() throws Exception {
    var second = trial().yes();
    var meanwhile = new Meanwhile(CHANGE, second);

    assertThat(trial().operator(meanwhile).run(CHANGE).exit()).isEqualTo(Exit.ABORT);

    var report = meanwhile.reports.getFirst();
    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.exit().code()).isEqualTo(6);
    assertThat(report.why())
        .containsPattern(
            "'change': tester on here \\(process 1\\) holds local/here since \\d\\d:\\d\\d:\\d\\d with"
                + " run \\d{8}-\\d{6}-[0-9a-f]{4}/1 \\(r\\); wait until that run ends, or ask them");
    assertThat(second.last("change").result().reason()).isEqualTo("limit");
    assertThat(second.heard()).noneMatch(Event.Proposed.class::isInstance);
    assertThat(folder.resolve("changed")).doesNotExist();
  }

  @Test
  void itIsFreeOnceTheFirstRunIsOver() throws Exception {
    assertThat(trial().run(CHANGE).exit()).isEqualTo(Exit.SUSPENDED);

    var next = trial().yes();
    assertThat(next.run(CHANGE).exit()).isEqualTo(Exit.RESOLVED);
    assertThat(next.notices()).isEmpty();
  }

  @Test
  void otherTargetsEnvironmentsAndDryRunsAreNotHeldUp() throws Exception {
    var book = BOOK + "environments: {staging: {}}\n";
    var meanwhile =
        new Meanwhile(
            CHANGE.replace("target: here", "target: there"),
            trial().playbook(book).yes(),
            trial().playbook(book).yes().dry());
    trial().playbook(book).operator(meanwhile).run(CHANGE);
    var elsewhere =
        new Meanwhile(
            CHANGE, trial().playbook(book).in("staging").yes(), trial().playbook(book).dry());
    trial().playbook(book).operator(elsewhere).run(CHANGE);

    assertThat(meanwhile.reports)
        .extracting(RunReport::exit)
        .containsExactly(Exit.RESOLVED, Exit.REHEARSED);
    assertThat(elsewhere.reports)
        .extracting(RunReport::exit)
        .containsExactly(Exit.RESOLVED, Exit.REHEARSED);
  }

  @Test
  void aDryRunLocksNothing() throws Exception {
    trial().dry().run(CHANGE);

    assertThat(folder.resolve("state/locks")).doesNotExist();
  }

  @Test
  void aNestedRunbookBelongsToTheSameRun() throws Exception {
    var second =
        new Trial(folder).playbook(BOOK).beside("other", "steps:\n" + CHANGE.indent(2)).yes();
    assertThat(second.run(AROUND).exit()).isEqualTo(Exit.RESOLVED);
    var meanwhile = new Meanwhile(AROUND, second);

    // it holds the target from inside the nested runbook
    var inside =
        AROUND.replace("otherwise: first", "otherwise: inner").replaceAll("(?m)^.*First.*\n", "");
    trial().operator(meanwhile).run(inside);

    assertThat(meanwhile.reports.getFirst().exit()).isEqualTo(Exit.STOPPED);
    assertThat(meanwhile.reports.getFirst().why()).contains("'first': tester", "/1 (r)");
  }

  @Test
  void whatCannotBeLockedIsNotRun() throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.createFile(folder.resolve("state/locks"));

    assertThatThrownBy(() -> trial().yes().run(CHANGE))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.exit()).isEqualTo(Exit.ERROR))
        .hasMessageContainingAll("state/locks", "cannot be made");
    assertThat(folder.resolve("changed")).doesNotExist();
    assertThat(folder.resolve("state/incidents")).doesNotExist();
  }
}
