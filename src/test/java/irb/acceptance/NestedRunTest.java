package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.Launch.RefusedException;
import irb.engine.RunReport;
import irb.engine.RunRequest.Consent;
import irb.step.Question;
import irb.step.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runbook that runs another one: what each end of the inner one is for the outer one.
class NestedRunTest {
  private static final String OUTER =
      """
      - {id: ready, verify: It is time, shell: {command: ["true"], effect: read}}
      - {id: restart, remediate: Restart it, run: other}
      - {id: checked, verify: It is well, shell: {command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void prepare() {
    trial = new Trial(folder);
  }

  /// The inner runbook: a change by `script` with `more` modifiers, and a verify.
  private static String change(String script, String more) {
    return """
    steps:
      - {id: can, verify: It can be done, shell: {command: ["true"], effect: read}}
      - {id: stop, remediate: Stop it, risk: low, undo: {none: it is a test}, shell: {script: '%s'}%s}
      - {id: up, verify: It is up, shell: {command: ["true"], effect: read}, next: resolved}
    """
        .formatted(script, more);
  }

  private RunReport run(String inner) throws Exception {
    return trial.beside("other", inner).run(OUTER);
  }

  private static Consent approving(String... steps) {
    return new Consent(false, Set.of(steps), Set.of(), Map.of(), Optional.empty());
  }

  @Test
  void isOkWhenTheOtherIsResolved() throws Exception {
    trial.yes();

    var report = run(change("touch changed", ""));

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(report.path())
        .containsExactly(
            "ready", "restart", "restart/can", "restart/stop", "restart/up", "checked");
    assertThat(trial.ended())
        .containsExactly(
            "ready ok",
            "restart/can ok",
            "restart/stop ok",
            "restart/up ok",
            "restart ok",
            "checked ok");
    assertThat(trial.last("restart").result().fields())
        .containsEntry("ended", "resolved")
        .containsEntry("exit", 0L);
    assertThat(trial.made("changed")).isTrue();
  }

  @Test
  void conditionsSeeTheResultsOfItsSteps() throws Exception {
    var report =
        trial
            .beside(
                "look",
                """
                steps:
                  - {id: words, diagnose: Look, shell: {command: [echo, one, two], effect: read}}
                  - {id: which, decide: Enough, choose: [{when: words.ok, next: no_action}], otherwise: never}
                  - {id: never, diagnose: Never, shell: {command: ["true"], effect: read}, next: abort}
                """)
            .run(
                """
                - {id: look, diagnose: Look, run: look}
                - id: which
                  decide: And?
                  choose:
                    - {when: 'look.ended == "no_action" && look.steps.words.lines == ["one two"] && look.steps.never.outcome == "not_run"', next: no_action}
                  otherwise: abort
                """);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
  }

  @Test
  void anEscalationIsAFailureThatMayHaveItsWay() throws Exception {
    trial.beside(
        "other",
        """
        steps:
          - {id: look, diagnose: Look, shell: {command: ["true"], effect: read}, next: escalate}
        """);

    var report =
        trial.run(
            """
            - {id: restart, diagnose: Restart it, run: other, on_failure: way}
            - {id: end, diagnose: Look, shell: {command: ["true"], effect: read}, next: no_action}
            - id: way
              decide: Why?
              choose: [{when: 'restart.reason == "escalated" && restart.exit == 4', next: no_action}]
              otherwise: abort
            """);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.last("restart").result().status()).hasToString("failed");
    assertThat(trial.last("restart").result().why()).startsWith("runbook 'other' ended escalate");
  }

  @Test
  void anEscalationWithoutAWayEscalatesTheRun() throws Exception {
    trial.yes();

    var report = run(change("false", ", on_failure: escalate"));

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.ended()).endsWith("restart/stop failed", "restart failed");
  }

  @Test
  void namesWhomTheInnerRunbookCalls() throws Exception {
    trial
        .playbook(
            """
            playbook: p
            title: P
            contacts: {dba: {name: The DBA}}
            targets: {here: {local: .}}
            """)
        .beside(
            "other",
            """
            steps:
              - {id: look, diagnose: Look, shell: {command: ["true"], effect: read}, next: {escalate: dba}}
            """);

    trial.run("- {id: restart, diagnose: Restart it, run: other, next: no_action}\n");

    assertThat(trial.notices()).contains("escalate to The DBA");
  }

  @Test
  void aWrittenAbortIsAFailure() throws Exception {
    trial.yes();

    var report = run(change("false", ", on_failure: abort"));

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.last("restart").result().reason()).isEqualTo("aborted");
  }

  @Test
  void whoAbortsInsideEndsTheWholeRun() throws Exception {
    var operator = new Script("n", "a");

    var report = trial.operator(operator).beside("other", change("touch changed", "")).run(OUTER);

    assertThat(report.exit()).isEqualTo(Exit.ABORT);
    assertThat(operator.asked()).extracting(Question::step).containsOnly("restart/stop");
    assertThat(operator.asked().getLast().text()).contains("'restart/stop' was declined");
    assertThat(trial.ended()).endsWith("restart/stop declined", "restart aborted");
  }

  @Test
  void anErrorInsideIsAnErrorOfTheStepWithItsReason() throws Exception {
    trial.beside(
        "other",
        """
        steps:
          - {id: look, diagnose: Look, shell: {command: [echo, x], effect: read}}
          - {id: which, decide: Which one, choose: [{when: 'look.lines[7] == "x"', next: no_action}], otherwise: no_action}
        """);

    var report =
        trial.run(
            """
            - {id: see, verify: Look, run: other, next: resolved}
            """);

    assertThat(report.exit()).isEqualTo(Exit.ERROR);
    assertThat(trial.last("see").result().status()).hasToString("error");
    assertThat(trial.last("see").result().reason()).isEqualTo("expression");
  }

  @Test
  void aChangeInDoubtInsideIsSettledByTheVerifyOfTheOuterRunbook() throws Exception {
    trial.yes();
    var unsettled =
        change("touch changed; sleep 30", ", timeout: 300ms")
            .replace(
                "up, verify: It is up, shell: {command: [\"true\"]",
                "up, verify: It is up, on_failure: escalate, shell: {command: [\"false\"]");

    var report = run(unsettled);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).contains("restart/stop in_doubt", "restart in_doubt", "checked ok");
    assertThat(trial.notices()).contains("'restart' was in doubt; 'checked' settles it");
  }

  @Test
  void aGuardInsideStopsTheWholeRun() throws Exception {
    trial
        .playbook(
            """
            playbook: p
            title: P
            environments: {production: {protected: true}}
            targets: {here: {local: .}}
            freeze: [{from: 2026-12-24, to: 2027-01-02, reason: nobody is here}]
            """)
        .in("production")
        .clock(InstantSource.fixed(Instant.parse("2026-12-25T10:00:00Z")))
        .yes();

    var report = run(change("touch changed", ""));

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why()).contains("'restart/stop'", "frozen");
    assertThat(trial.ended()).endsWith("restart/stop error", "restart error");
    assertThat(trial.made("changed")).isFalse();
  }

  @Test
  void suspendsTheWholeRunAndSaysWhatIsNeededByItsQualifiedId() throws Exception {
    var report = run(change("touch changed", ""));

    assertThat(report.exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(report.why()).contains("'restart/stop' needs an approval");
    var finished = (Event.Finished) trial.heard().getLast();
    assertThat(finished.pending().orElseThrow().step()).isEqualTo("restart/stop");
    assertThat(trial.ended()).containsExactly("ready ok", "restart/can ok");
    assertThat(trial.notices())
        .anyMatch(n -> n.contains("needs the approval of 'restart/stop'") && n.contains("--yes"));
  }

  @Test
  void takesApprovalsAndAnswersByQualifiedIds() throws Exception {
    trial.consent(
        new Consent(
            false,
            Set.of("restart/stop"),
            Set.of(),
            Map.of("restart/which", "stop"),
            Optional.empty()));

    var report =
        run(
            change("touch changed", "")
                .replace("risk: low", "risk: high")
                .replace(
                    "  - {id: stop",
                    "  - {id: which, decide: Which one, ask: {stop: Stop it, abort: No}}\n  - {id: stop"));

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.heard().stream().filter(Event.Approval.class::isInstance))
        .extracting(e -> ((Event.Approval) e).id())
        .containsExactly("restart/stop");
  }

  @Test
  void refusesAnApprovalOfNoStep() {
    trial.consent(approving("restart/stpo"));

    assertThatThrownBy(() -> run(change("touch changed", "")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no step 'restart/stpo'")
        .hasMessageContaining("restart/stop");
  }

  @Test
  void refusesAnApprovalOfAWholeRunbook() {
    trial.consent(approving("restart"));

    assertThatThrownBy(() -> run(change("touch changed", "")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'restart' runs the runbook 'other'")
        .hasMessageContaining("restart/can, restart/stop, restart/up");
  }

  @Test
  void givesItsParametersAndChecksThem() throws Exception {
    var inner =
        """
        params:
          name: {type: string}
          wait: {type: duration, max: 1m}
          count: {type: int, default: 3}
          hosts: {type: list}
        steps:
          - id: show
            diagnose: Show ${{ params.name }}
            shell: {command: [echo, "${{ params.name }}", "${{ params.wait }}", "${{ params.count }}", "${{ params.hosts.join('+') }}"], effect: read}
            next: no_action
        """;
    var outer =
        """
        - {id: look, diagnose: Look, shell: {command: [printf, '%s'], effect: read}}
        - id: show
          verify: Show it
          run: {runbook: other, with: {name: "${{ look.lines[0] }}", wait: 30s, hosts: [a, "${{ run.operator }}"]}}
          next: no_action
        """;

    assertThat(trial.beside("other", inner).run(outer.formatted("web")).exit())
        .isEqualTo(Exit.NO_ACTION);
    assertThat(trial.last("show/show").result().fields())
        .containsEntry("out", "web 30s 3 a+tester\n");
    assertThat(trial.last("show/show").title()).isEqualTo("Show web");

    trial = new Trial(folder);
    trial.beside("other", inner).run(outer.formatted("-rf"));
    assertThat(trial.ended()).containsExactly("look ok", "show error");
    assertThat(trial.last("show").result().why()).contains("parameter 'name'", "'-rf' is not");
  }

  @Test
  void masksASecretThatItWasGiven() throws Exception {
    trial.env("API_TOKEN", "sesame-open-1");
    trial.beside(
        "other",
        """
        params: {token: {type: secret}}
        steps:
          - {id: show, diagnose: Show it, shell: {script: 'echo "$T"', env: {T: "${{ params.token }}"}, effect: read}, next: no_action}
        """);

    trial.run(
        """
        - {id: show, verify: Show it, run: {runbook: other, with: {token: "${{ env.API_TOKEN }}"}}, next: no_action}
        """);

    assertThat(trial.last("show/show").result().fields()).containsEntry("out", "sesame-open-1\n");
    assertThat(log()).contains("***(API_TOKEN)").doesNotContain("sesame");
  }

  private String log() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      return Files.readString(files.filter(f -> f.endsWith("log.jsonl")).findFirst().orElseThrow());
    }
  }

  @Test
  void theLogHasTheStepAsABarrierAroundThoseInside() throws Exception {
    trial.yes();

    run(change("touch changed", ""));

    var records =
        log()
            .lines()
            .filter(l -> l.contains("\"type\":\"intent\"") || l.contains("\"type\":\"result\""))
            .map(l -> l.replaceAll(".*\"type\":\"(\\w+)\",\"step\":\"([^\"]+)\".*", "$1 $2"))
            .toList();
    assertThat(records)
        .containsExactly(
            "intent ready",
            "result ready",
            "intent restart",
            "intent restart/can",
            "result restart/can",
            "intent restart/stop",
            "result restart/stop",
            "intent restart/up",
            "result restart/up",
            "result restart",
            "intent checked",
            "result checked");
  }

  @Test
  void whatWasChangedInsideIsKnownOutside() throws Exception {
    trial.yes().beside("other", change("touch changed", ""));

    trial.run(
        OUTER.replace(
            "next: resolved", "expect: 'incident.actions == [\"Stop it\"]', next: resolved"));

    assertThat(trial.ended()).contains("checked ok");
  }

  @Test
  void aSignalInsideEndsTheWholeRun() throws Exception {
    trial
        .yes()
        .hearing(events -> {
          for (var event : events) {
            if (event instanceof Event.Ended ended && ended.id().equals("restart/can")) {
              trial.interrupts().interrupt();
            }
          }
        });

    var report = run(change("touch changed", ""));

    assertThat(report.exit()).isEqualTo(Exit.INTERRUPTED);
    assertThat(trial.made("changed")).isFalse();
    assertThat(trial.ended()).containsExactly("ready ok", "restart/can ok", "restart aborted");
    assertThat(report.path()).endsWith("restart", "restart/can");
  }

  @Test
  void aDryRunShowsTheRestOfTheInnerRunbookAndThenOfTheOuterOne() throws Exception {
    var report = trial.dry().beside("other", change("touch changed", "")).run(OUTER);

    assertThat(report.exit()).isEqualTo(Exit.REHEARSED);
    assertThat(trial.made("changed")).isFalse();
    assertThat(trial.ended()).containsExactly("ready ok", "restart/can ok", "restart not_run");
    assertThat(proposed()).containsExactly("restart/stop");
    assertThat(rehearsed()).containsExactly("restart/up", "checked");
  }

  @Test
  void aDryRunShowsTheStepsOfARunbookItDoesNotComeTo() throws Exception {
    trial.dry().beside("other", change("touch changed", ""));

    trial.run(
        """
        - {id: ready, verify: It is time, shell: {command: ["true"], effect: read}}
        - {id: first, remediate: First, risk: low, undo: {none: x}, shell: {script: touch first}}
        - {id: between, verify: It went well, shell: {command: ["true"], effect: read}}
        """
            + OUTER.lines().skip(1).reduce("", (a, b) -> a + b + "\n"));

    assertThat(rehearsed())
        .containsExactly(
            "between", "restart", "restart/can", "restart/stop", "restart/up", "checked");
  }

  @Test
  void aDryRunGoesOnBehindARunbookThatOnlyReads() throws Exception {
    trial
        .dry()
        .beside(
            "other",
            """
            steps:
              - {id: look, verify: Look, shell: {command: ["true"], effect: read}, next: resolved}
            """);

    trial.run("- {id: see, verify: See, run: other}\n" + OUTER.replace("remediate", "verify"));

    assertThat(trial.ended())
        .containsExactly(
            "see/look ok", "see ok", "ready ok", "restart/look ok", "restart ok", "checked ok");
    assertThat(trial.last("see").result().fields()).containsEntry("ended", "rehearsed");
  }

  private List<String> proposed() {
    return trial.heard().stream()
        .filter(Event.Proposed.class::isInstance)
        .map(e -> ((Event.Proposed) e).proposal().step())
        .toList();
  }

  private List<String> rehearsed() {
    return trial.heard().stream()
        .filter(Event.Rehearsed.class::isInstance)
        .map(e -> ((Event.Rehearsed) e).id())
        .toList();
  }

  @Test
  void qualifiesThroughEveryLevelAndCountsVisitsAnewEachTime() throws Exception {
    trial.yes().beside("middle", OUTER.indent(2).replaceFirst("^", "steps:\n"));
    trial.beside("other", change("echo x >> changed", ""));

    var report =
        trial.run(
            """
            - {id: ready, verify: It is time, visits: 3, shell: {command: ["true"], effect: read}}
            - {id: all, remediate: All, run: middle}
            - {id: checked, verify: It was done twice, shell: {script: 'test $(wc -l < changed) = 2', effect: read}, on_failure: ready, next: resolved}
            """);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.last("all/restart/stop").visit()).isEqualTo(1);
    assertThat(trial.last("all").visit()).isEqualTo(2);
    assertThat(report.path()).containsSubsequence("all", "all/restart", "all/restart/stop");
  }

  @Test
  void eachWayThatLeadsToAChangeHasADigestOfItsOwn() throws Exception {
    trial.yes().beside("other", change("touch changed", ""));

    trial.run(
        OUTER.replace(", next: resolved", "")
            + """
            - {id: again, remediate: Again, run: other}
            - {id: last, verify: It is well, shell: {command: ["true"], effect: read}, next: resolved}
            """);

    assertThat(
            trial.heard().stream()
                .filter(Event.Proposed.class::isInstance)
                .map(e -> ((Event.Proposed) e).proposal().digest()))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aConditionMayKeepItFromRunning() throws Exception {
    trial.beside("other", change("touch changed", ""));

    var report = trial.run(OUTER.replace("run: other", "run: other, when: now < now"));

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).containsExactly("ready ok", "restart skipped", "checked ok");
  }

  @Test
  void whatItsStepsNeedIsThereBeforeTheFirstStepOrNothingRuns() {
    trial.playbook(
        """
        playbook: p
        title: P
        targets: {here: {local: .}, api: {http: "${{ env.API_URL }}"}}
        """);

    assertThatThrownBy(() ->
            trial
                .beside(
                    "other",
                    """
                    steps:
                      - {id: look, verify: Look, http: {target: api, get: /}, next: resolved}
                    """)
                .run("- {id: see, verify: See, run: other, next: resolved}\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("API_URL");
    assertThat(trial.heard()).isEmpty();
  }
}
