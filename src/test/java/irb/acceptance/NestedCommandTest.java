package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runbook inside a runbook, as the command line shows it.
class NestedCommandTest {
  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void books() throws IOException {
    irb =
        new Irb(folder)
            .with("COLUMNS", "80")
            .book("{playbook: p, title: P, targets: {server: {local: .}}}\n")
            .runbook(
                "restart-app",
                """
                runbook: restart-app
                title: Restart the application
                params: {service: {type: string}}
                steps:
                  - {id: active, diagnose: "What does ${{ params.service }} say?", shell: {command: [echo, inactive], effect: read}}
                  - {id: known, decide: "Is it there?", choose: [{when: active.ok, next: stop, because: it can be restarted}], otherwise: escalate}
                  - {id: stop, remediate: "Restart ${{ params.service }}", risk: high, undo: {none: a restart cannot be undone}, shell: {command: [touch, restarted]}, next: up}
                  - {id: up, verify: It runs, shell: {command: [test, -e, restarted], effect: read}, next: resolved}
                """)
            .runbook(
                "slow",
                """
                runbook: slow
                title: The shop is slow
                steps:
                  - {id: look, verify: It is time, shell: {command: ["true"], effect: read}}
                  - {id: restart, remediate: Restart the shop, run: {runbook: restart-app, with: {service: shop}}}
                  - {id: back, verify: It is fast, shell: {command: ["true"], effect: read}, next: resolved}
                """);
  }

  @Test
  void showsTheStepsInsideFurtherRight() {
    var ran = irb.run("run", "slow", "--approve", "restart/stop").exits(0);

    assertThat(ran.out().replaceAll(" {2,}\\d+m?s\\n", "\n"))
        .contains(
            """
            ✓ verify       It is time
            · run          runbook restart-app, service=shop
              ✓ diagnose     What does shop say?  inactive
              → decide       Is it there?  stop: it can be restarted
            """)
        .contains("CHANGE  restart/stop: Restart shop")
        .contains(
            """
              · approved     restart/stop (--approve)
              ✓ remediate    Restart shop
              ✓ verify       It runs
            ✓ remediate    Restart the shop  resolved
            ✓ verify       It is fast
            """);
    assertThat(ran.out().lines()).allMatch(l -> l.length() <= 80);
  }

  @Test
  void namesTheApprovalThatIsMissing() {
    var ran = irb.run("run", "slow", "--no-input").exits(3);

    ran.says("next irb resume " + irb.incident() + "/1 --approve restart/stop");
  }

  @Test
  void aMisspeltApprovalIsWrongUsage() {
    irb.run("run", "slow", "--approve", "restart/stpo")
        .exits(2)
        .says("did you mean 'restart/stop'?");
  }

  @Test
  void theLogTellsItInOrder() {
    irb.run("run", "slow", "--approve", "restart/stop").exits(0);

    var incident = folder.resolve("state/incidents").toFile().list()[0];

    var told = irb.run("log", "show", incident).exits(0);
    assertThat(told.out().replaceAll("(?m)^ +\\S+ +\\+\\S+ +", ""))
        .containsSubsequence(
            "runs         restart  runbook restart-app, service=shop",
            "decide       restart/known",
            "remediate    restart/stop",
            "remediate    restart  ✓ ok  Restart the shop");
    assertThat(told.out()).doesNotContain("in doubt");
  }

  @Test
  void aSuspendedRunIsNotInDoubt() {
    irb.run("run", "slow").exits(3);

    var incident = folder.resolve("state/incidents").toFile().list()[0];

    irb.run("log", "show", incident).exits(0).says("restart is not at its end");
  }

  @Test
  void showNamesTheRunbook() {
    irb.run("show", "slow").exits(0).says("runs restart-app");
    irb.run("show", "slow", "-o", "json").exits(0).says("\"runs\":\"restart-app\"");
    irb.run("show", "slow", "--resolved").exits(0).says("runbook restart-app, service=shop");
  }

  @Test
  void jsonHasQualifiedIds() {
    irb.run("run", "slow", "--approve", "restart/stop", "-o", "json")
        .exits(0)
        .says("\"id\":\"restart/stop\"");
  }

  @Test
  void lintSaysWhatIsWrongInsideOnce() throws IOException {
    irb.runbook(
        "restart-app",
        "runbook: restart-app\ntitle: T\nparams: {service: {type: string}}\nsteps:\n  - {id: a, diagnose: A, nex: resolved, shell: {command: [echo, \"${{ params.service }}\"], effect: read}, next: resolved}\n");

    var said = irb.run("lint").exits(2).all();

    assertThat(said.split("unknown key 'nex'", -1)).hasSize(2);
    assertThat(said).contains("books/p/restart-app.yaml:5:");
  }
}
