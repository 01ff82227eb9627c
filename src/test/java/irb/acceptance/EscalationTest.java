package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a run that escalates names: by the playbook's ladder and the severity of the runbook.
class EscalationTest {
  private static final String PLAYBOOK =
      """
      playbook: p
      title: P
      severities:
        S1: {respond: 5m, escalate: [ceo], escalate_after: 0m, channels: [pager, chat]}
        S2: {respond: 15m, channels: [chat]}
      contacts:
        on_call: {name: On-call engineer, phone: "1"}
        lead: {name: Lead, phone: "2"}
        cto: {name: CTO}
        ceo: {name: CEO, phone: "9"}
        dba: {name: The DBA}
      escalation: [{to: on_call}, {to: lead}, {to: cto, after: 1h, severities: [S1]}]
      channels:
        chat: {manual: Post it in the chat}
        pager: {manual: Page whoever is on call}
      templates: {news: {text: It is down}}
      targets: {here: {local: .}}
      """;

  private static final String STEPS =
      """
      - {id: look, diagnose: Look, shell: {command: [echo, hello], effect: read}}
      - {id: tell, communicate: Tell them, notify: {template: news}}
      - {id: which, decide: Which way, choose: [{when: look.ok, next: escalate}], otherwise: no_action}
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void trial() {
    trial = new Trial(folder).playbook(PLAYBOOK);
  }

  @Test
  void namesTheLadderAndWhoIsToldOfTheSeverity() throws Exception {
    trial.severity("S1").run(STEPS);

    assertThat(trial.notices())
        .containsSubsequence(
            "escalate to On-call engineer (phone 1)",
            "without an answer after 5m: Lead (phone 2)",
            "without an answer after 1h: CTO",
            "of S1 is told: CEO (phone 9)");
  }

  @Test
  void leavesOutRungsOfOtherSeverities() throws Exception {
    trial.severity("S2").run(STEPS);

    assertThat(trial.notices())
        .contains("without an answer after 15m: Lead (phone 2)")
        .noneMatch(n -> n.contains("CTO"))
        .noneMatch(n -> n.contains("CEO"));
  }

  @Test
  void aContactBesideTheLadderStandsAlone() throws Exception {
    trial.severity("S2").run(STEPS.replace("next: escalate", "next: {escalate: dba}"));

    assertThat(trial.notices())
        .contains("escalate to The DBA")
        .noneMatch(n -> n.contains("without an answer"));
  }

  @Test
  void saysWhenTheSeverityIsToBeEscalated() throws Exception {
    trial.severity("S1").run(STEPS);

    assertThat(trial.notices()).containsOnlyOnce("S1 is escalated at once");
  }

  @Test
  void aMessageWithoutChannelsGoesToThoseOfTheSeverity() throws Exception {
    trial.severity("S1").run(STEPS);

    assertThat(String.valueOf(trial.last("tell").result().fields().get("manual")))
        .contains("Post it in the chat")
        .contains("Page whoever is on call");
  }
}
