package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Event.Pending;
import irb.engine.Exit;
import irb.engine.Patience;
import irb.engine.Ticker;
import irb.step.Operator;
import irb.step.Question;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions that nobody answers in time.
@Timeout(60)
class PatienceTest {
  private static final String CHANGE =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: change}
      - {id: change, remediate: Change, risk: RISK, undo: {none: a test}, ACTION}
      - {id: checked, verify: Checked, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;
  private static final String TOUCH = "shell: {target: here, command: [touch, changed]}";
  private static final String LEFT = "nobody answered within 1h";

  @TempDir Path folder;
  private final Leaving person = new Leaving();

  /// Gives the answers they have, and then falls silent; an hour passes as soon as they do.
  private static final class Leaving implements Operator, Ticker {
    private final List<String> answers = new ArrayList<>();
    private final Semaphore silent = new Semaphore(0);
    private final Semaphore withdrawn = new Semaphore(0);
    private int asked;

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public Optional<String> answer(Question question) throws InterruptedException {
      asked++;
      if (!answers.isEmpty()) {
        return Optional.of(answers.removeFirst());
      }
      silent.release();
      withdrawn.acquire();
      return Optional.empty();
    }

    @Override
    public void withdraw() {
      withdrawn.release();
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      assertThat(duration).isEqualTo(Duration.ofHours(1));
      silent.acquire();
    }
  }

  private Trial trial(String... answers) {
    person.answers.addAll(List.of(answers));
    var trial = new Trial(folder);
    return trial.operator(new Patience(person, Duration.ofHours(1), person, trial.interrupts()));
  }

  private static Optional<Pending> pending(Trial trial) {
    return trial.heard().stream()
        .filter(Event.Finished.class::isInstance)
        .flatMap(e -> ((Event.Finished) e).pending().stream())
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"low, YES", "high, APPROVE"})
  void anApprovalSuspendsTheRun(String risk, Pending.Kind kind) throws Exception {
    var trial = trial();

    var report = trial.run(CHANGE.replace("RISK", risk).replace("ACTION", TOUCH));

    assertThat(report.exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(report.why()).contains("'change' needs an approval and " + LEFT);
    var pending = pending(trial).orElseThrow();
    assertThat(pending.step()).isEqualTo("change");
    assertThat(pending.kind()).isEqualTo(kind);
    assertThat(trial.made("changed")).isFalse();
    assertThat(person.asked).isEqualTo(1);
  }

  @Test
  void eachQuestionHasItsOwnHour() throws Exception {
    var trial = trial("d", "d");

    assertThat(trial.run(CHANGE.replace("RISK", "low").replace("ACTION", TOUCH)).exit())
        .isEqualTo(Exit.SUSPENDED);
    assertThat(person.asked).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diagnose: Which | ask: {type: int}",
        "diagnose: Do it | manual: {text: Look at it}",
        "verify: Is it so | manual: {text: Look at it}",
      })
  void aStepThatAsksSuspendsTheRunAndHasNoResult(String phase, String action) throws Exception {
    var trial = trial();

    var report =
        trial.run(
            "- {id: it, "
                + phase
                + ", "
                + action
                + "}\n- {id: due, decide: Due, choose: [{when:"
                + " it.ok, next: no_action}], otherwise: abort}\n");

    assertThat(report.exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(report.why()).contains("'it' asks a person, and " + LEFT);
    assertThat(pending(trial)).contains(new Pending("it", Pending.Kind.ANSWER));
    assertThat(trial.ended()).isEmpty();
  }

  @Test
  void aChangeByHandSuspendsTheRun() throws Exception {
    var trial = trial("y");

    var report =
        trial.run(CHANGE.replace("RISK", "low").replace("ACTION", "manual: {text: Pull the plug}"));

    assertThat(report.exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(pending(trial)).contains(new Pending("change", Pending.Kind.ANSWER));
    assertThat(trial.ended()).isEmpty();
    assertThat(person.asked).isEqualTo(2);
  }

  @Test
  void aDecisionSuspendsTheRunAlsoInsideAnotherRunbook() throws Exception {
    var trial =
        trial()
            .beside(
                "other",
                """
                steps:
                  - {id: which, decide: Which, ask: {no_action: Nothing, abort: Stop}}
                """);

    var report =
        trial.run(
            """
            - {id: inner, diagnose: Inner, run: {runbook: other}}
            - {id: due, decide: Due, choose: [{when: inner.ok, next: no_action}], otherwise: abort}
            """);

    assertThat(report.exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(report.why()).contains("'inner/which' asks a person, and " + LEFT);
    assertThat(pending(trial)).contains(new Pending("inner/which", Pending.Kind.ANSWER));
  }

  @Test
  void whatNowEscalates() throws Exception {
    var trial = trial("n");

    var report = trial.run(CHANGE.replace("RISK", "low").replace("ACTION", TOUCH));

    assertThat(report.exit()).isEqualTo(Exit.ESCALATE);
    assertThat(report.why()).isEqualTo("'change' was declined; " + LEFT);
  }

  @Test
  void aBlankStaysAsItIsAndNobodyIsAskedAgain() throws Exception {
    var trial =
        trial()
            .playbook(
                """
                playbook: p
                title: P
                channels: {us: {slack: "${{ env.SLACK_WEBHOOK_URL }}"}}
                templates:
                  over: {to: [us], fields: {one: {ask: "One?"}, two: {ask: "Two?", default: none}}, subject: Over, text: "${{ fields.one }}, ${{ fields.two }}"}
                targets: {here: {local: .}}
                """);

    var report =
        trial.run("- {id: tell, communicate: Tell, notify: {template: over}, next: no_action}\n");

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.last("tell").result().fields().toString()).contains("not yet known, none");
    assertThat(person.asked).isEqualTo(1);
  }

  @Test
  void aSignalIsNoAbsence() throws Exception {
    var trial = new Trial(folder);
    var interrupted =
        new Operator() {
          @Override
          public boolean isThere() {
            return true;
          }

          @Override
          public Optional<String> answer(Question question) throws InterruptedException {
            trial.interrupts().end(Exit.TERMINATED);
            return person.answer(question);
          }

          @Override
          public void withdraw() {
            person.withdraw();
          }
        };
    trial.operator(new Patience(interrupted, Duration.ofHours(1), person, trial.interrupts()));

    assertThat(trial.run(CHANGE.replace("RISK", "low").replace("ACTION", TOUCH)).exit())
        .isEqualTo(Exit.TERMINATED);
  }

  @ParameterizedTest
  @CsvSource({"5 minutes", "0s", "-1h", "soon", "200000d"})
  void aTimeThatIsNoneIsSaidBeforeTheFirstStep(String written) throws Exception {
    var irb = new Irb(folder).with("IRB_ANSWER_WITHIN", written);
    irb.book("playbook: p\ntitle: P\ntargets: {here: {local: .}}\n");
    irb.runbook(
        "r",
        "runbook: r\ntitle: R\nsteps:\n"
            + CHANGE.replace("RISK", "low").replace("ACTION", TOUCH).indent(2));

    irb.run("run", "r", "--yes")
        .exits(2)
        .says("IRB_ANSWER_WITHIN is how long an answer is waited for, e.g. 15m", written);

    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(folder.resolve("changed")).doesNotExist();
  }
}
