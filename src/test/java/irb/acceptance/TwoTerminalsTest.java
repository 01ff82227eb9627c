package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people, each with an irb of their own, and one target.
class TwoTerminalsTest {
  private static final String RUNBOOK =
      """
      runbook: NAME
      title: R
      steps:
        - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: change}
        - id: change
          remediate: Change
          risk: low
          undo: {none: a test}
          shell: {target: TARGET, script: 'touch changing; until test -e go; do sleep 0.05; done'}
        - {id: checked, verify: Checked, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;
  private Irb ada;
  private Irb bob;

  @BeforeEach
  void install() throws IOException {
    ada = new Irb(folder).with("IRB_ACTOR", "ada");
    ada.book("playbook: p\ntitle: P\ntargets: {here: {local: .}, there: {local: .}}\n");
    ada.runbook("r", RUNBOOK.replace("NAME", "r").replace("TARGET", "here"));
    ada.runbook("s", RUNBOOK.replace("NAME", "s").replace("TARGET", "there"));
    bob = new Irb(Files.createDirectory(folder.resolve("bob"))).with("IRB_ACTOR", "bob");
    bob.with("IRB_STATE", folder.resolve("state").toString());
    bob.with("IRB_RUNBOOKS", folder.resolve("books").toString());
    Files.createFile(folder.resolve("bob/go"));
  }

  private Ran bobs() throws Exception {
    try (var child = Child.start(bob, "run", "r", "--yes")) {
      return child.await();
    }
  }

  @Test
  void theSecondIsTurnedAwayUntilTheFirstIsGone() throws Exception {
    try (var first = Child.start(ada, "run", "r", "--yes")) {
      first.await(() -> Files.exists(folder.resolve("changing")));

      bobs()
          .exits(6)
          .says(
              "ada on ",
              " (process " + first.pid() + ") holds local/here since ",
              "/1 (r); wait until that run ends, or ask them");
      assertThat(folder.resolve("bob/changing")).doesNotExist();
      bob.run("run", "s", "--yes").exits(0);

      first.signal("KILL");
      first.await();
    } finally {
      // what a killed irb leaves behind is its own business, but not the next test's
      Files.createFile(folder.resolve("go"));
    }
    bobs()
        .exits(0)
        .says("the run that held local/here last is gone without having ended: ", "'irb resume 2");
    bob.run("run", "r", "--yes").exits(0).saysNot("irb resume 2");
  }

  @Test
  void whoDoesNotAnswerLosesTheTarget() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    ada.with("IRB_ANSWER_WITHIN", "1s");
    try (var tmux = new Tmux(ada)) {
      tmux.type("./irb run r").await("[y]es  [n]o").exits(3);

      assertThat(tmux.screen())
          .contains("nobody answered within 1s", "SUSPENDED")
          .doesNotContain("INTERRUPTED");
    }
    assertThat(folder.resolve("changing")).doesNotExist();
    bob.run("run", "r", "--yes").exits(0).saysNot("irb resume 2");
  }

  @Tag("proof")
  @Test
  void whoIsAskedHoldsTheTarget() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(ada)) {
      tmux.type("./irb run r").await("[y]es  [n]o");

      bob.run("run", "r", "--yes").exits(6).says("(process " + tmux.pid() + ") holds local/here");
      tmux.signal("KILL").await("EXIT=137");
    }
    bob.run("run", "r", "--yes").exits(0).says("is gone without having ended");
  }
}
