package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.Listener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillRunnerTest {
  @TempDir Path folder;
  private final Overheard heard = new Overheard();
  private Stage stage;

  @BeforeEach
  void stage() {
    stage = new Stage(folder);
  }

  private DrillResult run(String runbook, String drill) throws IOException {
    return stage.run(stage.shelf(Tried.PLAYBOOK, runbook, drill), heard);
  }

  @Test
  void aWriteHealsTheFaultBeforeTheRunGoesOn() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL);

    assertThat(result.failures()).isEmpty();
    assertThat(result.outcome()).contains(Exit.RESOLVED);
    assertThat(result.path()).containsExactly("answers", "needed", "restart", "back");
    assertThat(heard.text())
        .contains("sandbox api: a stand-in HTTP server")
        .contains("'restart' ended the fault on api: other answers to GET /health")
        .contains("✓ without the fault, nothing is changed")
        .contains("✓ drill tried passed");
  }

  @Test
  void leavesNoLogBehindWhenItPasses() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL);

    assertThat(result.kept()).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("runbooks"));
    }
    assertThat(stage.running()).isEmpty();
  }

  @Test
  void saysWhatWasExpectedAndWhatCame() throws IOException {
    var wrong =
        Tried.DRILL
            .replace("outcome: resolved", "outcome: escalate")
            .replace("restart, back]", "back]")
            .replace("== 200", "== 201");

    var result = run(Tried.RUNBOOK, wrong);

    assertThat(result.passed()).isFalse();
    assertThat(result.failures()).hasSize(3);
    assertThat(result.failures().get(0))
        .isEqualTo("the outcome is escalate: it is resolved (the last verification passed)");
    assertThat(result.failures().get(1))
        .isEqualTo("the path is answers needed back: it is answers needed restart back");
    assertThat(result.failures().get(2))
        .startsWith("afterwards result.status == 201 (line 13): the result is {")
        .contains("status=200");
  }

  @Test
  void keepsTheLogWhenItFails() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL.replace("outcome: resolved", "outcome: escalate"));

    var kept = result.kept().orElseThrow();
    assertThat(heard.text()).contains("✗ drill tried failed").contains("kept in " + kept);
    try (var files = Files.walk(kept)) {
      assertThat(files.map(f -> f.getFileName().toString())).contains("log.jsonl");
    }
    assertThat(stage.running()).isEmpty();
  }

  @Test
  void failsOnArgumentsThatNoAnswerWasPreparedFor() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL.replace("{service restart *:", "{service stop *:"));

    assertThat(result.failures())
        .contains("'server' was asked for what the drill has no answer to: service restart app");
  }

  @Test
  void failsOnAProgramThatIsNotThere() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL.replace("{service restart *:", "{docker ps:"));

    assertThat(result.failures())
        .contains("a command that the drill has no stand-in for was called: service restart app");
  }

  @Test
  void failsOnAProgramThatAScriptCallsInPassing() throws IOException {
    var script =
        Tried.RUNBOOK.replace(
            "command: [service, restart, app]",
            "script: \"reboot now || true; service restart app\"");

    var result =
        run(
            script,
            Tried.DRILL.replace("\n    healed_by: service restart *", "\n    healed_by: '*'"));

    assertThat(result.failures())
        .containsExactly("a command that the drill has no stand-in for was called: reboot");
  }

  @Test
  void catchesARunbookThatChangesWhatIsWell() throws IOException {
    var eager =
        Tried.RUNBOOK.replace(
            "when: answers.ok, next: no_action", "when: answers.ok, next: restart");

    var result = run(eager, Tried.DRILL);

    assertThat(result.failures())
        .contains(
            "without the fault, the outcome is no_action: it is resolved (the last verification"
                + " passed)",
            "without the fault, nothing is changed: changed by restart");
  }

  @Test
  void saysWhichQuestionNobodyAnswers() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL.replace("approve: all", "approve: [back]"));

    assertThat(result.outcome()).contains(Exit.ABORT);
    assertThat(result.failures().getLast())
        .startsWith("nothing answers 'restart' when it asks: Type local/server to run it")
        .endsWith("Add it to 'approve', 'decline' or 'answers'");
  }

  @Test
  void declinesAndAnswersAsWritten() throws IOException {
    var declined =
        Tried.SANDBOX
            + """
            decline: [restart]
            answers: {restart: e}
            expect: {outcome: escalate, path: [answers, needed, restart]}
            """;

    var result = run(Tried.RUNBOOK, declined);

    assertThat(result.failures()).isEmpty();
    assertThat(heard.run(0))
        .filteredOn(Event.Approval.class::isInstance)
        .extracting(e -> ((Event.Approval) e).decision())
        .containsExactly("declined");
  }

  @Test
  void aWriteThatFailsHealsNothing() throws IOException {
    var broken =
        Tried.SANDBOX.replace("{out: restarted}", "{err: no such service, exit: 4}")
            + """
            approve: all
            answers: {restart: s}
            expect: {outcome: escalate, path: [answers, needed, restart, back]}
            """;

    var result = run(Tried.RUNBOOK, broken);

    assertThat(result.failures()).isEmpty();
    assertThat(heard.text()).doesNotContain("ended the fault");
  }

  @Test
  void aRequestHealsByMethodAndPath() throws IOException {
    var posts =
        Tried.RUNBOOK.replace(
            "shell: {target: server, command: [service, restart, app]}",
            "http: {target: api, post: /restart}");
    var drill =
        Tried.DRILL
            .replace("healed_by: service restart *", "healed_by: POST /restart")
            .replace("{GET /health: {json", "{POST /restart: {status: 204}, GET /health: {json");

    var result = run(posts, drill);

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void reportsARouteWithoutAnAnswer() throws IOException {
    var elsewhere =
        Tried.RUNBOOK.replace(
            "http: {target: api, get: /health}\n    retry",
            "http: {target: api, get: /ready, query: {now: 1}}\n    retry");

    var result = run(elsewhere, Tried.DRILL);

    assertThat(result.outcome()).contains(Exit.ESCALATE);
    assertThat(result.failures())
        .contains("'api' was asked for what the drill has no answer to: GET /ready?now=1");
  }

  @Test
  void refusesAParameterThatTheRunbookDoesNotHave() throws IOException {
    var result = run(Tried.RUNBOOK, Tried.DRILL + "with: {much: 1}\n");

    assertThat(result.outcome()).isEmpty();
    assertThat(result.failures().getFirst()).contains("runbook 'tried' has no parameter 'much'");
  }

  @Test
  void aStoppedServerIsStartedAgainWhenItIsHealed() throws IOException {
    var stopped =
        Tried.DRILL.replace("http: {target: api, GET /health: {status: 503}}", "stop: api");

    var result = run(Tried.RUNBOOK, stopped);

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void anInterruptEndsTheDrill() throws IOException {
    stage.interrupts().interrupt();

    var result = run(Tried.RUNBOOK, Tried.DRILL);

    assertThat(result.failures().getLast()).startsWith("the drill was stopped: interrupted");
    assertThat(heard.text()).doesNotContain("the same without the fault");
  }

  @Test
  void aBugClosesTheSandboxes() throws IOException {
    Audience broken =
        new Audience() {
          @Override
          public void on(DrillEvent event) {
            heard.on(event);
          }

          @Override
          public List<Listener> run() {
            throw new IllegalStateException("a bug");
          }
        };
    var shelf = stage.shelf(Tried.PLAYBOOK, Tried.RUNBOOK, Tried.DRILL);

    assertThatThrownBy(() -> stage.run(shelf, broken)).hasMessage("a bug");

    assertThat(stage.running()).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**/irb-drill-*");
    var port = Pattern.compile("on port (\\d+)").matcher(heard.text());
    assertThat(port.find()).isTrue();
    var number = Integer.parseInt(port.group(1));
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), number).close())
        .isInstanceOf(ConnectException.class);
  }
}
