package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Exit;
import irb.engine.RunRequest.Consent;
import irb.step.Script;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--answer` says is taken where a step would ask.
class BeforehandTest {
  private static final String ASK =
      """
      - {id: which, diagnose: Which one, ask: {options: [api, worker]}}
      - {id: known, decide: Is it the API, choose: [{when: 'which.answer == "api"', next: no_action}], otherwise: abort}
      """;
  private static final String LIST =
      """
      - {id: check, diagnose: Go through it, manual: {checklist: war_room}}
      - {id: known, decide: Is it done, choose: [{when: check.done, next: no_action}], otherwise: abort}
      """;

  @TempDir Path folder;

  @Test
  void aQuestionIsAnswered() throws Exception {
    assertThat(trial("which", "api").run(ASK).exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial("which", "worker").run(ASK).exit()).isEqualTo(Exit.ABORT);
  }

  @Test
  void anAnswerThatDoesNotFitIsAnErrorOfItsStep() throws Exception {
    var trial = trial("which", "both");

    trial.run(ASK);

    assertThat(trial.last("which").result().reason()).isEqualTo("invalid");
  }

  @Test
  void whoeverIsThereIsAskedInsteadOfTakingWhatDoesNotFit() throws Exception {
    var script = new Script("api");

    var report = trial("which", "both").operator(script).run(ASK);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(script.asked()).hasSize(1);
  }

  @Test
  void aChecklistIsTickedOff() throws Exception {
    var trial = trial("check", "done");

    assertThat(trial.run(LIST).exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.last("check").result().fields()).isEqualTo(Map.of("done", true, "note", ""));
  }

  @Test
  void withoutAnAnswerTheRunIsSuspended() throws Exception {
    assertThat(new Trial(folder).playbook(BOOK).run(LIST).exit()).isEqualTo(Exit.SUSPENDED);
  }

  private static final String BOOK =
      """
      playbook: p
      title: P
      checklists: {war_room: [Start the call, Open the dashboards]}
      targets: {here: {local: .}}
      """;

  private Trial trial(String step, String answer) {
    return new Trial(folder)
        .playbook(BOOK)
        .consent(new Consent(false, Set.of(), Set.of(), Map.of(step, answer), Optional.empty()));
  }
}
