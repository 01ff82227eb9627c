package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that stopped on its way, taken up again from its log.
class ResumeTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {here: {local: .}}
      """;

  private static final String RUNBOOK =
      """
      runbook: scale
      title: Scale it
      params:
        to: {type: int, default: 3}
      steps:
        - id: look
          diagnose: How many are there?
          fresh_for: 10m
          shell: {target: here, effect: read, script: "echo read >> reads; cat count"}
        - id: needed
          decide: Are there enough?
          choose:
            - when: int(look.words[0][0]) >= params.to
              next: no_action
              because: there are enough
          otherwise: scale
        - id: scale
          remediate: Scale to ${{ params.to }}
          risk: medium
          shell: {target: here, script: 'echo made >> makes; echo "$N" > count; ${EXTRA}', env: {N: "${{ params.to }}", EXTRA: "${{ env.EXTRA }}"}}
          undo: {shell: {target: here, script: 'echo undone >> makes; echo "$N" > count', env: {N: "${{ look.words[0][0] }}"}}}
          next: enough
        - id: enough
          verify: There are enough
          shell: {target: here, effect: read, script: "echo verified >> reads; cat count"}
          expect: int(result.words[0][0]) == params.to
          next: resolved
      """;

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void book() throws Exception {
    irb = new Irb(folder).book(BOOK).runbook("scale", RUNBOOK).with("EXTRA", "true");
    Files.writeString(folder.resolve("count"), "1\n");
  }

  private long count(String file, String line) throws Exception {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path).stream().filter(line::equals).count() : 0;
  }

  @Test
  void goesOnFromWhereItWasSuspended() throws Exception {
    irb.run("run", "scale").exits(3).says("/1 --approve scale");

    var resumed = irb.run("resume", "--yes").exits(0);

    resumed.says("taken up", "after it was suspended", "as logged at", "RESOLVED");
    assertThat(count("reads", "read")).isEqualTo(1);
    assertThat(count("makes", "made")).isEqualTo(1);
    irb.logVerifies();
  }

  @Test
  void saysThatThereIsNothingToResume() {
    irb.run("resume").exits(0).says("There is no unfinished run.");
    irb.run("run", "scale", "--yes").exits(0);

    irb.run("resume").exits(0).says("There is no unfinished run.");
    irb.run("resume", irb.incident()).exits(0).says("is finished: resolved");
  }

  @Test
  void refusesARunThatIsNotThere() {
    irb.run("run", "scale").exits(3);

    irb.run("resume", "20200101-000000-0000").exits(2).says("there is no incident");
    irb.run("resume", irb.incident() + "/7").exits(2).says("has no run");
  }

  @Test
  void readsAnewWhatIsNoLongerFresh() throws Exception {
    irb.runbook("scale", RUNBOOK.replace("fresh_for: 10m", "fresh_for: 1ms"));
    irb.run("run", "scale").exits(3);
    Files.writeString(folder.resolve("count"), "5\n");

    irb.run("resume", "--yes").exits(0).says("NO ACTION", "there are enough");

    assertThat(count("reads", "read")).isEqualTo(2);
    assertThat(count("makes", "made")).isZero();
  }

  @Test
  void showsHowTheRunbookChangedAndWantsThatAccepted() throws Exception {
    irb.run("run", "scale").exits(3);
    irb.runbook("scale", RUNBOOK.replace("title: Scale it", "title: Scale it up"));

    irb.run("resume", "--yes")
        .exits(2)
        .says("- title: Scale it", "+ title: Scale it up", "--accept-changes");
    assertThat(count("makes", "made")).isZero();

    irb.run("resume", "--yes", "--accept-changes").exits(0).says("RESOLVED");
    irb.run("resume", irb.incident(), "--yes").exits(0).says("is finished");
  }

  @Test
  void anApprovalIsVoidWhenTheRunbookChanged() throws Exception {
    irb.run("run", "scale").exits(3);
    irb.runbook("scale", RUNBOOK.replace("risk: medium", "risk: low"));

    irb.run("resume", "--approve", "scale", "--accept-changes")
        .exits(3)
        .says("the approval of 'scale' is void");
    assertThat(count("makes", "made")).isZero();

    irb.run("resume", "--approve", "scale").exits(0).says("RESOLVED");
  }

  @Test
  void declinesWhatWasSuspended() throws Exception {
    irb.run("run", "scale").exits(3);

    irb.run("resume", "--decline", "scale").exits(4).says("was declined");

    assertThat(count("makes", "made")).isZero();
    irb.run("resume", "--yes").exits(0).says("RESOLVED");
  }

  @Test
  void twoPeopleApprove() throws Exception {
    irb.runbook("scale", RUNBOOK.replace("risk: medium", "risk: medium\n    approvals: 2"));
    irb.run("run", "scale", "--approve", "scale")
        .exits(3)
        .says("was approved by tester and wants 2 people");

    irb.run("resume", "--approve", "scale").exits(3).says("somebody else has to approve it too");
    assertThat(count("makes", "made")).isZero();

    irb.as("maria");
    irb.run("resume", "--approve", "scale", "--comment", "looks right").exits(0).says("RESOLVED");
    assertThat(Files.readString(irb.log())).contains("\"comment\":\"looks right\"");
  }

  @Test
  void goesOnAtAnotherStep() throws Exception {
    irb.run("run", "scale").exits(3);
    Files.writeString(folder.resolve("count"), "3\n");

    irb.run("resume", "--from", "enough").exits(0).says("RESOLVED");

    assertThat(count("reads", "verified")).isEqualTo(1);
    irb.run("run", "scale").exits(0);
    irb.run("run", "scale", "-p", "to=9").exits(3);
    irb.run("resume", "--from", "enouhg").exits(2).says("did you mean 'enough'?");
  }

  @Test
  void afterAKillTheChangeIsInDoubtAndTheVerifySettlesIt() throws Exception {
    var killed = killedInTheChange();
    assertThat(killed.exit()).isEqualTo(137);
    assertThat(count("makes", "made")).isEqualTo(1);

    irb.run("resume", "--yes")
        .exits(0)
        .says("in doubt", "'scale' was in doubt; 'enough' settles it", "RESOLVED");

    assertThat(count("makes", "made")).isEqualTo(1);
    irb.logVerifies();
  }

  /// Its own child kills it, after the change.
  private Ran killedInTheChange() throws Exception {
    irb.runbook("scale", RUNBOOK.replace("${EXTRA}", "kill -9 $PPID"));
    try (var child = Child.start(irb, "run", "scale", "--yes")) {
      return child.await();
    }
  }

  @Test
  void takesBackWhatItChanged() throws Exception {
    irb.run("run", "scale", "--yes").exits(0);
    assertThat(count("count", "3")).isEqualTo(1);

    irb.run("undo", irb.incident()).exits(3).says("scale:undo", "it was not run");
    irb.run("undo", irb.incident(), "--yes").exits(0).says("UNDONE", "taken back: scale");

    assertThat(count("count", "1")).isEqualTo(1);
    assertThat(count("makes", "undone")).isEqualTo(1);
    irb.run("undo", irb.incident(), "--yes").exits(0).says("there is nothing to take back");
    assertThat(count("makes", "undone")).isEqualTo(1);
    irb.logVerifies();
  }

  private static final String OUTER =
      """
      runbook: both
      title: Scale, and say so
      steps:
        - id: look
          diagnose: How many are there?
          shell: {target: here, effect: read, script: "echo outer >> reads; cat count"}
        - id: needed
          decide: Are there enough?
          choose: [{when: 'int(look.words[0][0]) >= 3', next: no_action}]
          otherwise: grow
        - id: grow
          remediate: Grow
          run: {runbook: scale}
        - id: there
          verify: There are three
          shell: {target: here, effect: read, script: "cat count"}
          expect: int(result.words[0][0]) == 3
          next: resolved
      """;

  @Test
  void goesOnInsideOfANestedRunbook() throws Exception {
    irb.runbook("both", OUTER);
    irb.run("run", "both").exits(3).says("--approve grow/scale", "'grow/scale' needs an approval");

    irb.run("resume", "--approve", "grow/scale").exits(0).says("RESOLVED");

    assertThat(count("reads", "outer")).isEqualTo(1);
    assertThat(count("reads", "read")).isEqualTo(1);
    assertThat(count("makes", "made")).isEqualTo(1);
    irb.logVerifies();
    irb.run("undo", irb.incident(), "--step", "grow/scale", "--yes").exits(0).says("UNDONE");
    assertThat(count("makes", "undone")).isEqualTo(1);
  }

  @Test
  void afterAKillInsideOfANestedRunbookItsVerifySettlesTheChange() throws Exception {
    irb.runbook("both", OUTER);
    irb.runbook("scale", RUNBOOK.replace("${EXTRA}", "kill -9 $PPID"));
    try (var child = Child.start(irb, "run", "both", "--yes")) {
      assertThat(child.await().exit()).isEqualTo(137);
    }

    irb.run("resume", "--yes")
        .exits(0)
        .says("'grow/scale' was in doubt; 'grow/enough' settles it", "RESOLVED");

    assertThat(count("makes", "made")).isEqualTo(1);
    irb.logVerifies();
  }

  @Test
  void aChangeThatNoVerifyFollowsIsLeftInDoubt() throws Exception {
    var told = "  - {id: told, diagnose: T, shell: {target: here, effect: read, command: [id]}}\n";
    irb.runbook(
        "scale",
        RUNBOOK
            .replace("${EXTRA}", "kill -9 $PPID")
            .replace("    next: enough\n", "")
            .replace("  - id: enough", told + "  - id: enough"));
    try (var child = Child.start(irb, "run", "scale", "--yes")) {
      assertThat(child.await().exit()).isEqualTo(137);
    }

    irb.run("resume", "--yes").exits(7).says("may or may not have taken effect");

    assertThat(count("makes", "made")).isEqualTo(1);
    irb.logVerifies();
  }

  @Test
  void anotherProcessKeepsOutOfARunThatIsUnderWay() throws Exception {
    var gate = folder.resolve("gate");
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
    irb.runbook("scale", RUNBOOK.replace("${EXTRA}", "read x < gate"));
    try (var child = Child.start(irb, "run", "scale", "--yes")) {
      while (count("makes", "made") == 0) {
        Thread.onSpinWait();
      }
      irb.run("resume", irb.incident(), "--yes").exits(6).says("is in run", "wait until it ends");

      Files.writeString(gate, "go\n");
      assertThat(child.await().exit()).isZero();
    }
  }

  @Test
  void losesNoValueOnTheWayThroughTheLog() throws Exception {
    irb.runbook(
        "scale",
        RUNBOOK.replace(
            "when: int(look.words[0][0]) >= params.to",
            "when: 'look.lines.size() != 1 || look.at > now || look.millis < 0'"));
    irb.run("run", "scale").exits(3);

    irb.run("resume", "--yes").exits(0).says("RESOLVED");
  }

  @Test
  void anAnswerIsGivenLaterAndCountsFromThenOn() throws Exception {
    irb.runbook(
        "scale",
        RUNBOOK
            .replace(
                "  - id: needed",
                """
                  - {id: who, diagnose: 'Who asked?', ask: {type: string}}
                  - {id: way, decide: 'Which?', ask: {needed: By the book, escalate: Hand over}}
                  - id: needed\
                """)
            .replace(
                "{N: \"${{ params.to }}\"",
                "{WHO: \"${{ who.answer }}\", N: \"${{ params.to }}\""));
    irb.run("run", "scale").exits(3).says("--answer who=VALUE");

    irb.run("resume", "--answer", "who=ada").exits(3).says("--answer way=VALUE");
    irb.run("resume", "--answer", "way=needed").exits(3).says("--approve scale");
    irb.run("resume", "--approve", "scale").exits(0).says("with WHO=ada", "RESOLVED");

    assertThat(count("reads", "read")).isEqualTo(1);
  }

  @Test
  void whatAGivenUpWayFoundStandsForNothing() throws Exception {
    // the first attempt decides at 'again', suspends, and is given up because the count changed
    irb.runbook(
        "scale",
        RUNBOOK
            .replace("fresh_for: 10m", "fresh_for: 1ms")
            .replace(
                "    otherwise: scale\n",
                """
                      - when: int(look.words[0][0]) == 2
                        next: scale
                    otherwise: again
                  - id: again
                    decide: Once more?
                    visits: 2
                    choose:
                      - when: scale.outcome == "not_run"
                        next: scale
                    otherwise: abort
                """)
            .replace("    next: resolved", "    on_failure: again\n    next: resolved")
            .replace("echo \"$N\" > count; ${EXTRA}", "kill -9 $PPID"));
    irb.run("run", "scale").exits(3);
    Files.writeString(folder.resolve("count"), "2\n");
    try (var child = Child.start(irb, "resume", "--yes")) {
      assertThat(child.await().exit()).isEqualTo(137);
    }

    irb.run("resume", "--yes").exits(7).says("abort: otherwise");

    assertThat(count("makes", "made")).isEqualTo(1);
  }
}
