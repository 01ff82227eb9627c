package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `irb match`, and `irb run --alert`, as they are typed.
class MatchCommandTest {
  private static final String ALERT =
      """
      {"version": "4", "status": "firing", "alerts": [
        {"status": "firing", "labels": {"alertname": "QueueStuck", "queue": "mail", "n": "7"}},
        {"status": "resolved", "labels": {"alertname": "QueueStuck", "queue": "old"}}]}
      """;

  private static final String QUEUE =
      """
      runbook: queue-stuck
      title: A queue is not worked off
      rto: 15m
      symptoms: [mails are late]
      alerts: [{alertname: QueueStuck}]
      params:
        queue: {type: string, alert: queue, default: main}
        least: {type: int, alert: n}
      steps:
        - id: which
          decide: Which queue is it?
          choose:
            - when: params.queue == "mail" && params.least == 7 && alert.alertname == "QueueStuck"
              next: no_action
              because: the alert says so
          otherwise: abort
      """;

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void aPlaybook() throws IOException {
    irb = new Irb(folder);
    irb.book("playbook: p\ntitle: P\n").runbook("queue-stuck", QUEUE);
    irb.file("alert.json", ALERT);
  }

  @Test
  void showsWhatMatchesAndWhyAndWhatToTypeNext() {
    irb.run("match", "late", "mail")
        .exits(0)
        .says("p/queue-stuck 15m A queue is not worked off")
        .says("symptom mails are late (late, mail)")
        .says("Next: irb run p/queue-stuck");
    irb.run("match", "--playbook", "p", "queues").exits(0).says("p/queue-stuck");
    irb.run("--playbook", "q", "match", "queues").exits(2).says("no playbook 'q'");
  }

  @Test
  void takesAnAlert() {
    irb.run("match", "--alert", "alert.json")
        .exits(0)
        .says("alert the same alertname=QueueStuck")
        .says("1 of 2 alerts are resolved")
        .says("Next: irb run p/queue-stuck --alert alert.json");

    var json = irb.run("match", "--alert", "alert.json", "-o", "json").exits(0).json();

    assertThat(json.at("/matches/0/labels/alertname").asText()).isEqualTo("QueueStuck");
    assertThat(json.at("/alerts/1/status").asText()).isEqualTo("resolved");
    assertThat(json.at("/next").asText()).isEqualTo("irb run p/queue-stuck --alert alert.json");
  }

  @Test
  void endsWithOneWhenNothingMatches() {
    irb.run("match", "zxqwvv").exits(1).says("No runbook matches", "irb list");
    assertThat(irb.run("match", "zxqwvv", "-o", "jsonl").exits(1).out()).isEmpty();
    var json = irb.run("match", "zxqwvv", "-o", "json").exits(1).json();
    assertThat(json.get("matches")).isEmpty();
    assertThat(json.get("exit").asInt()).isEqualTo(1);
  }

  @Test
  void refusesToGuessWhatIsWrong() throws IOException {
    irb.file("empty.json", "{}");

    irb.run("match").exits(2).says("say what is wrong");
    irb.run("match", "x", "--alert", "alert.json").exits(2).says("say what is wrong");
    irb.run("match", "--alert", "nowhere.json").exits(2).says("cannot be read");
    irb.run("match", "--alert", "empty.json").exits(2).says("there is no alert in it");
    irb.run("match", "--alert", "-").exits(2).says("it is no JSON");
  }

  @Test
  void leavesABrokenRunbookOutAndSaysSo() throws IOException {
    irb.runbook("broken", "runbook: [\n").runbook("odd", "runbook: odd\ntitle: Odd\nstep: 1\n");

    irb.run("match", "late", "mails")
        .exits(0)
        .says("broken.yaml cannot be read and is left out", "odd.yaml")
        .says("p/queue-stuck");
  }

  @Test
  void printsALineForEachMatch() {
    var lines = irb.run("match", "mails", "-o", "jsonl").exits(0).jsonLines();

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().at("/runbook").asText()).isEqualTo("queue-stuck");
    assertThat(lines.getFirst().at("/reasons/0/field").asText()).isEqualTo("symptom");
  }

  @Test
  void runTakesParametersOfTheAlert() {
    irb.run("run", "queue-stuck", "--alert", "alert.json").exits(0).says("the alert says so");
    irb.run("run", "queue-stuck", "--alert", "alert.json", "-p", "queue=else").exits(1);
    irb.run("run", "queue-stuck").exits(2).says("'least' is needed", "alert with the label 'n'");
    assertThat(irb.run("log", "show", "-o", "json").out()).contains("\"least\":7");
  }

  @Test
  void runHoldsAnAlertToTheTypesOfParameters() throws IOException {
    irb.file("odd.json", ALERT.replace("\"7\"", "\"seven\"").replace("mail", "a b; rm"));

    irb.run("run", "queue-stuck", "--alert", "odd.json")
        .exits(2)
        .says("'queue' is a name", "the alert's label 'queue'");
    irb.run("run", "queue-stuck", "--alert", "odd.json", "-p", "queue=mail")
        .exits(2)
        .says("'least' is a whole number", "the alert's label 'n'");
    irb.run("run", "queue-stuck", "--alert", "-", "-p", "least=-").exits(2).says("standard input");
  }

  @Test
  void aRunThatGoesOnStillKnowsItsAlert() throws IOException {
    irb.runbook(
        "asks",
        """
        runbook: asks
        title: Asks
        steps:
          - {id: who, diagnose: Who did it, ask: {type: string}}
          - id: which
            decide: Which queue is it?
            choose: [{when: 'alert.queue == "mail"', next: no_action}]
            otherwise: abort
        """);
    irb.run("run", "asks", "--alert", "alert.json").exits(3);

    irb.run("resume", "--answer", "who=me").exits(0);
  }
}
