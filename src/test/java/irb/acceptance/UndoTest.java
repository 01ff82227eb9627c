package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Exit;
import irb.step.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes that are taken back while the run is under way, by a scripted operator.
class UndoTest {
  private static final String STEPS =
      """
      - {id: ready, verify: It is time, shell: {command: ["true"], effect: read}}
      - id: first
        remediate: Change the first
        risk: low
        preview: {shell: {effect: read, command: [cat, one]}}
        undo: {shell: {script: 'echo "$OLD" > one; echo first >> undone', env: {OLD: "${{ preview.lines[0] }}"}}}
        shell: {script: 'echo new > one'}
      - id: second
        remediate: Change the second
        risk: low
        undo: {shell: {script: 'echo "$WAS" > two; echo second >> undone', env: {WAS: "${{ result.lines[0] }}"}}}
        shell: {script: 'cat two; echo new > two'}
      - id: checked
        verify: It is well
        shell: {command: ["false"], effect: read}
        next: resolved
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void prepare() throws Exception {
    trial = new Trial(folder);
    Files.writeString(folder.resolve("one"), "old one\n");
    Files.writeString(folder.resolve("two"), "old two\n");
  }

  @Test
  void takesBackTheLastChange() throws Exception {
    var report = trial.operator(new Script("y", "y", "u", "y", "e")).run(STEPS);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.content("two")).isEqualTo("old two\n");
    assertThat(trial.content("one")).isEqualTo("new\n");
    assertThat(trial.ended()).contains("second:undo ok").doesNotContain("first:undo ok");
  }

  @Test
  void takesBackAllChangesTheNewestFirst() throws Exception {
    var report = trial.operator(new Script("y", "y", "ua", "y", "y", "a")).run(STEPS);

    assertThat(report.exit()).isEqualTo(Exit.ABORT);
    assertThat(trial.content("undone")).isEqualTo("second\nfirst\n");
    assertThat(trial.content("one")).isEqualTo("old one\n");
  }

  @Test
  void aDeclinedUndoIsNotMadeAndTheQuestionIsAskedAgain() throws Exception {
    var report = trial.operator(new Script("y", "y", "u", "n", "e")).run(STEPS);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.made("undone")).isFalse();
    assertThat(trial.ended()).contains("second:undo declined");
  }

  @Test
  void aDeclinedChangeOffersToTakeBackTheOneBefore() throws Exception {
    var report = trial.operator(new Script("y", "n", "u", "y", "a")).run(STEPS);

    assertThat(report.exit()).isEqualTo(Exit.ABORT);
    assertThat(trial.content("undone")).isEqualTo("first\n");
    assertThat(trial.content("two")).isEqualTo("old two\n");
  }

  @Test
  void aChangeWhoseUndoHasNoValueIsNotMade() throws Exception {
    var steps = STEPS.replace("preview.lines[0]", "preview.lines[7]");

    var report = trial.operator(new Script("e")).run(steps);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.ended()).contains("first error");
    assertThat(trial.content("one")).isEqualTo("old one\n");
  }

  @Test
  void anUndoThatFailsIsTold() throws Exception {
    var steps = STEPS.replace("echo \"$WAS\" > two; echo second >> undone", "exit 3");

    var report = trial.operator(new Script("y", "y", "u", "y", "e")).run(steps);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.ended()).contains("second:undo failed");
  }
}
