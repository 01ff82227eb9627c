package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People at a real terminal: what they see, what they type, and what is left when they leave.
class TerminalTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {here: {local: .}}
      """;
  private static final String RUNBOOK =
      """
      runbook: r
      title: R
      steps:
        - {id: look, diagnose: Look, shell: {target: here, effect: read, script: 'touch looking; FIRST; echo 42'}}
        - {id: ready, decide: Ready, choose: [{when: 'look.lines[0] == "42"', next: change, because: the answer is there}], otherwise: escalate}
        - id: change
          remediate: Change the world
          risk: RISK
          preview: {shell: {target: here, effect: read, command: [echo, one file of yours]}}
          undo: {none: what is changed stays changed}
          shell: {target: here, script: 'touch changing; SECOND; touch changed'}
        - {id: checked, verify: The world is well, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void install() throws IOException {
    irb = new Irb(folder).book(BOOK);
    runbook("low", "true", "true");
  }

  private void runbook(String risk, String first, String second) throws IOException {
    irb.runbook(
        "r", RUNBOOK.replace("RISK", risk).replace("FIRST", first).replace("SECOND", second));
  }

  @Test
  void showsAllThereIsToKnowBeforeItAsks() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").await("[y]es  [n]o");

      assertThat(tmux.screen().substring(tmux.screen().indexOf("CHANGE")))
          .containsSubsequence(
              "change: Change the world",
              "will run",
              "touch changed",
              "where",
              "here, this machine",
              "environment",
              "local",
              "why",
              "the answer is there",
              "look.lines = [42]",
              "ago)",
              "preview",
              "one file of yours",
              "risk",
              "low",
              "undo",
              "IRREVERSIBLE: what is changed stays changed",
              "verified by",
              "The world is well",
              "Run it?");
      tmux.answer("d").await("digest").await("[y]es  [n]o", 2);
      assertThat(tmux.screen()).contains("look: ok");
      assertThat(folder.resolve("changing")).doesNotExist();
      tmux.answer("perhaps").await("? it is one of y, n, s, d");
      tmux.answer("y").exits(0);

      assertThat(folder.resolve("changed")).exists();
      assertThat(tmux.screen()).contains("RESOLVED", "log head");
    }
  }

  @Test
  void whoSaysNoIsAskedWhatNext() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").await("[y]es  [n]o").answer("n");
      tmux.await("'change' was declined. What now?").answer("a").exits(1);

      tmux.key("C-l");
      tmux.type("./irb run r; echo again").await("[y]es  [n]o", 2).answer("s");
      tmux.await("RESOLVED").await("again");
    }
    assertThat(folder.resolve("changing")).doesNotExist();
  }

  @Test
  void highRiskIsTypedByName() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    runbook("high", "true", "true");
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r --yes").await("Type local/here to run it");
      tmux.answer("y").await("? type local/here");
      assertThat(folder.resolve("changing")).doesNotExist();
      tmux.answer("local/here").exits(0);
    }
    assertThat(folder.resolve("changed")).exists();
  }

  @Test
  void whatWasTypedBeforeTheQuestionIsNoAnswerToIt() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    runbook("low", "until test -e go; do sleep 0.1; done", "true");
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").awaitFile("looking");
      tmux.answer("y").answer("y");
      Files.createFile(folder.resolve("go"));

      tmux.await("[y]es  [n]o").answer("n").await("was declined. What now?").answer("e").exits(4);
    }
    assertThat(folder.resolve("changing")).doesNotExist();
  }

  @Test
  void ctrlCStopsARead() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    runbook("low", "sleep 60", "true");
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").awaitFile("looking").key("C-c").exits(130);

      assertThat(tmux.screen()).contains("INTERRUPTED");
    }
    assertThat(folder.resolve("changing")).doesNotExist();
  }

  @Test
  void ctrlCAtAQuestionIsNoAnswer() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").await("[y]es  [n]o").key("C-c").exits(130);
    }
    assertThat(folder.resolve("changing")).doesNotExist();
  }

  @Test
  void ctrlCLeavesAChangeToFinishAndTwiceStopsIt() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    runbook("low", "true", "sleep 60");
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").await("[y]es  [n]o").answer("y").awaitFile("changing");
      tmux.key("C-c").await("Ctrl-C again stops it").key("C-c").exits(130);

      assertThat(tmux.screen()).contains("may or may not have taken effect");
    }
    assertThat(folder.resolve("changed")).doesNotExist();
  }

  @Test
  void asksAlsoWhenItsOutputIsPiped() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb-piped run r | tee copy").await("[y]es  [n]o").answer("y").exits(0);
    }
    assertThat(folder.resolve("changed")).exists();
    assertThat(Files.readString(folder.resolve("copy")))
        .contains("RESOLVED")
        .doesNotContain("\u001b");
  }
}
