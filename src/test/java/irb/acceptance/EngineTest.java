package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.RunRequest.Consent;
import irb.engine.Ticker;
import irb.step.Question;
import irb.step.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a runbook means, with real commands and a scripted operator.
class EngineTest {
  private static final String OK =
      """
      - {id: checked, verify: It is well, shell: {command: ["true"], effect: read}, next: resolved}
      """;
  private static final String FROZEN =
      """
      playbook: p
      title: P
      environments: {production: {protected: true}, staging: {}}
      targets: {here: {local: .}}
      freeze: [{from: 2026-12-24, to: 2027-01-02, reason: nobody is here}]
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void prepare() {
    trial = new Trial(folder);
  }

  /// A change that leaves a file behind; `more` are modifiers.
  private static String change(String more) {
    return change("touch changed", more);
  }

  private static String change(String script, String more) {
    return """
    - {id: ready, verify: It is time, shell: {command: ["true"], effect: read}}
    - id: change
      remediate: Change it
      risk: low
      undo: {none: it is a test}
      shell: {script: '%s'}
    """
            .formatted(script)
        + more.indent(2);
  }

  @Test
  void aConditionWithoutAValueEndsInAnError() throws Exception {
    var report =
        trial.run(
            """
            - {id: look, diagnose: Look, shell: {command: [echo, hello], effect: read}}
            - id: which
              decide: Which way?
              choose: [{when: 'look.lines[7] == "x"', next: no_action}]
              otherwise: no_action
            """);

    assertThat(report.exit()).isEqualTo(Exit.ERROR);
    assertThat(trial.last("which").result().reason()).isEqualTo("expression");
    assertThat(trial.notices()).anyMatch(n -> n.contains("escalate to"));
  }

  @Test
  void aConditionWithoutAValueGoesToOnFailure() throws Exception {
    var report =
        trial.run(
            """
            - {id: look, diagnose: Look, shell: {command: [echo, hello], effect: read}}
            - id: which
              decide: Which way?
              choose: [{when: 'look.lines[7] == "x"', next: no_action}]
              otherwise: no_action
              on_failure: abort
            """);

    assertThat(report.exit()).isEqualTo(Exit.ABORT);
  }

  @Test
  void aVisitTooManyEscalates() throws Exception {
    var report =
        trial.run(
            """
            - {id: look, diagnose: Look, visits: 2, shell: {command: ["true"], effect: read}}
            - id: which
              decide: Again?
              choose: [{when: look.ok, next: look}]
              otherwise: no_action
            """);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(report.why()).contains("'look' was visited 2 times");
  }

  @Test
  void whoDeclinesIsAskedWhatNext() throws Exception {
    var operator = new Script("n", "s");

    var report = trial.operator(operator).run(change("") + OK);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).containsExactly("ready ok", "change declined", "checked ok");
    assertThat(trial.made("changed")).isFalse();
    assertThat(operator.asked().getLast().text()).contains("'change' was declined. What now?");
  }

  @Test
  void whoDeclinesIsAskedAlsoWhereAFailureHasItsWay() throws Exception {
    var operator = new Script("n", "a");

    var report = trial.operator(operator).run(change("on_failure: escalate") + OK);

    assertThat(report.exit()).isEqualTo(Exit.ABORT);
    assertThat(operator.asked()).hasSize(2);
  }

  @Test
  void aFailedVerifyIsAskedAboutAndCannotBeSkipped() throws Exception {
    var operator = new Script("y", "r", "e");
    var report =
        trial
            .operator(operator)
            .run(
                change("")
                    + """
                    - {id: checked, verify: It is well, shell: {script: "echo x >> tries; false", effect: read}, next: resolved}
                    """);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.content("tries")).hasLineCount(2);
    assertThat(((Question.Choice) operator.asked().getLast()).options())
        .extracting(Question.Option::key)
        .containsExactly("r", "e", "a");
  }

  @Test
  void aFailedVerifyEscalatesWhereNobodyIs() throws Exception {
    var report =
        trial
            .yes()
            .run(
                change("")
                    + """
                    - {id: checked, verify: It is well, shell: {command: ["false"], effect: read}, next: resolved}
                    """);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(report.why()).contains("'checked' ended failed");
  }

  @Test
  void aChangeInDoubtIsSettledByTheVerifyAfterIt() throws Exception {
    var report = trial.yes().run(change("touch changed; sleep 30", "timeout: 300ms") + OK);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).contains("change in_doubt", "checked ok");
    assertThat(trial.notices()).anyMatch(n -> n.contains("'change' was in doubt"));
  }

  @Test
  void aChangeInDoubtThatNothingSettlesIsSaid() throws Exception {
    var report =
        trial
            .yes()
            .run(
                change("touch changed; sleep 30", "timeout: 300ms")
                    + """
                    - {id: checked, verify: It is well, shell: {command: ["false"], effect: read}, next: resolved}
                    """);

    assertThat(report.exit()).isEqualTo(Exit.IN_DOUBT);
    assertThat(report.why()).contains("'change' may or may not have taken effect");
  }

  @Test
  void aChangeInDoubtIsNeverOfferedAgain() throws Exception {
    var operator = new Script("y", "e");
    var report =
        trial
            .operator(operator)
            .run(
                change("touch changed; sleep 30", "timeout: 300ms")
                    + """
                    - {id: between, diagnose: Look, shell: {command: ["true"], effect: read}}
                    """
                    + OK);

    assertThat(report.exit()).isEqualTo(Exit.IN_DOUBT);
    assertThat(((Question.Choice) operator.asked().getLast()).options())
        .extracting(Question.Option::key)
        .doesNotContain("r");
  }

  @Test
  void whatIsNotNeededIsSkipped() throws Exception {
    var report = trial.yes().run(change("when: now < now") + OK);

    assertThat(report.exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.ended()).contains("change skipped");
    assertThat(trial.last("change").result().reason()).isEqualTo("condition");
    assertThat(trial.made("changed")).isFalse();
  }

  @Test
  void retriesUntilItsTimeIsOver() throws Exception {
    var time = new FakeTicker();
    var report =
        trial
            .ticker(time)
            .run(
                """
                - id: look
                  verify: Look
                  shell: {script: "echo x >> tries; false", effect: read}
                  retry: {every: 10s, within: 60s}
                  on_failure: escalate
                  next: no_action
                """);

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(trial.content("tries")).hasLineCount(7);
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(60));
    assertThat(trial.last("look").result().why()).contains("7 attempts");
  }

  @Test
  void aFailureStartsTheHoldAnew() throws Exception {
    var time = new FakeTicker();
    var report =
        trial
            .ticker(time)
            .run(
                """
                - id: look
                  verify: Look
                  shell: {script: "echo x >> tries; test $(wc -l < tries) -ne 3", effect: read}
                  retry: {every: 1s, within: 60s}
                  holds_for: 3s
                  next: no_action
                """);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.content("tries")).hasLineCount(7);
  }

  @Test
  void neighboursRunAtTheSameTimeAndAreToldInFileOrder() throws Exception {
    trial.run(
        """
        - id: first
          diagnose: First
          shell: {script: "touch a; until test -e b; do sleep 0.05; done", effect: read}
        - id: second
          diagnose: Second
          shell: {script: "touch b; until test -e a; do sleep 0.05; done", effect: read}
        - id: which
          decide: And?
          choose: [{when: first.ok && second.ok, next: no_action}]
          otherwise: abort
        """);

    assertThat(trial.ended()).containsExactly("first ok", "second ok");
  }

  @Test
  void anEmptyValueIsRefusedUnlessAllowed() throws Exception {
    trial.env("EMPTY_ONE", "");
    var steps =
        """
        - {id: look, diagnose: Look, shell: {command: [printf, "[%s]", "${{ env.EMPTY_ONE }}"], effect: read}}
        - {id: may, diagnose: Look, allow: [empty], shell: {command: [printf, "[%s]", "${{ env.EMPTY_ONE }}"], effect: read}}
        - {id: which, decide: "And?", choose: [{when: "may.ok && !look.ok", next: no_action}], otherwise: abort}
        """;

    var report = trial.run(steps);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.last("may").result().fields()).containsEntry("out", "[]");
    assertThat(trial.last("look").result().why()).contains("empty");
  }

  @Test
  void answersGivenBeforehandAreTaken() throws Exception {
    var steps =
        """
        - id: which
          decide: Which remedy?
          ask: {no_action: None, abort: Stop}
        """;
    var answered =
        new Consent(false, Set.of(), Set.of(), Map.of("which", "abort"), Optional.empty());

    assertThat(trial.consent(answered).run(steps).exit()).isEqualTo(Exit.ABORT);
    assertThat(new Trial(folder).run(steps).exit()).isEqualTo(Exit.SUSPENDED);
  }

  @Test
  void anAnswerThatIsNoneIsWrongUsage() throws Exception {
    var steps =
        """
        - {id: which, decide: "Which remedy?", ask: {no_action: None, abort: Stop}}
        """;
    var answered =
        new Consent(false, Set.of(), Set.of(), Map.of("which", "later"), Optional.empty());

    var report = trial.consent(answered).run(steps);

    assertThat(report.exit()).isEqualTo(Exit.USAGE);
    assertThat(report.why()).contains("'later' is no answer to 'which'", "no_action, abort");
  }

  @Test
  void highRiskIsApprovedByName() throws Exception {
    var steps = (change("") + OK).replace("risk: low", "risk: high");

    assertThat(trial.yes().run(steps).exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(trial.made("changed")).isFalse();

    var named = new Consent(false, Set.of("change"), Set.of(), Map.of(), Optional.empty());
    assertThat(new Trial(folder).consent(named).run(steps).exit()).isEqualTo(Exit.RESOLVED);
    assertThat(trial.made("changed")).isTrue();
  }

  @Test
  void aFreezeStopsChangesInProtectedEnvironments() throws Exception {
    InstantSource christmas = InstantSource.fixed(Instant.parse("2026-12-25T12:00:00Z"));
    var steps = change("") + OK;

    var report = trial.playbook(FROZEN).in("production").clock(christmas).yes().run(steps);

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why()).contains("production is frozen", "--override-freeze");
    assertThat(trial.made("changed")).isFalse();

    var elsewhere = new Trial(folder).playbook(FROZEN).in("staging").clock(christmas).yes();
    assertThat(elsewhere.run(steps).exit()).isEqualTo(Exit.RESOLVED);
    Files.delete(folder.resolve("changed"));

    var overridden = new Consent(true, Set.of(), Set.of(), Map.of(), Optional.of("it cannot wait"));
    var again =
        new Trial(folder).playbook(FROZEN).in("production").clock(christmas).consent(overridden);
    assertThat(again.run(steps).exit()).isEqualTo(Exit.RESOLVED);
    var why = "overridden by tester: it cannot wait";
    assertThat(again.notices()).anyMatch(n -> n.contains(why));
    assertThat(again.heard())
        .anyMatch(e -> e instanceof Event.Proposed(var p) && p.why().getFirst().contains(why));
  }

  @Test
  void nothingStartsOnceTheLogIsLost() throws Exception {
    trial.hearing(events -> {
      for (var event : events) {
        if (event instanceof Event.Intent intent && intent.id().equals("change")) {
          throw new irb.engine.Listener.LogLostException("the log is lost", new Exception());
        }
      }
    });

    var report = trial.yes().run(change("") + OK);

    assertThat(report.exit()).isEqualTo(Exit.ERROR);
    assertThat(trial.made("changed")).isFalse();
    assertThat(trial.ended()).containsExactly("ready ok");
  }

  @Test
  void aDryRunMakesNoChangeAndShowsWhatFollows() throws Exception {
    var report = trial.dry().yes().run(change("") + OK);

    assertThat(report.exit()).isEqualTo(Exit.REHEARSED);
    assertThat(trial.made("changed")).isFalse();
    assertThat(trial.heard()).anyMatch(e -> e instanceof Event.Proposed);
    assertThat(trial.heard())
        .anyMatch(e -> e instanceof Event.Rehearsed r && r.id().equals("checked"));
  }

  @Test
  void aDryRunTakesRealDecisions() throws Exception {
    var report =
        trial
            .dry()
            .run(
                """
                - {id: look, diagnose: Look, shell: {command: [echo, hello], effect: read}}
                - id: which
                  decide: Which way?
                  choose: [{when: 'look.lines[7] == "x"', next: no_action}]
                  otherwise: no_action
                """);

    assertThat(report.exit()).isEqualTo(Exit.ERROR);
  }

  /// Time that passes only when somebody waits.
  private static final class FakeTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
      nanos.addAndGet(duration.toNanos());
    }

    Duration slept() {
      return Duration.ofNanos(nanos.get());
    }
  }
}
