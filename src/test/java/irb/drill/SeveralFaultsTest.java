package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Exit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults beside each other, of which each ends by itself, and what people do about them.
class SeveralFaultsTest {
  private static final String RUNBOOK =
      """
      runbook: tried
      title: Two things are wrong
      steps:
        - {id: health, diagnose: Look, http: {target: api, get: /health}}
        - {id: needed, decide: Is it down, choose: [{when: health.ok, next: no_action}], otherwise: open}
        - id: open
          remediate: Open the gate
          risk: low
          http: {target: api, post: /open}
          undo: {none: it stays open}
          next: by_hand
        - id: by_hand
          remediate: Turn the wheel
          manual: Turn the big wheel to the left
        - id: again
          decide: Once more?
          ask: {by_hand: Once more, back: That will do}
          visits: 2
        - id: back
          verify: Both are well
          http: {target: api, get: /gate}
          expect: result.status == 200
        - id: wheel
          verify: The wheel is turned
          http: {target: api, get: /wheel}
          next: resolved
          on_failure: escalate
      """;

  private static final String DRILL =
      """
      drill: tried
      sandbox:
        api: {http: {GET /health: {status: 503}, GET /gate: {}, GET /wheel: {}, POST /open: {}}}
      fault:
        - {http: {target: api, GET /gate: {status: 500}}, healed_by: POST /open}
        - {http: {target: api, GET /wheel: {status: 500, delay: 5ms}}, healed_by: Turn the big wheel *}
      approve: all
      answers: {by_hand: done, again: [by_hand, back]}
      expect:
        outcome: resolved
        path: [health, needed, open, by_hand, again, by_hand, again, back, wheel]
      """;

  @TempDir Path folder;
  private final Overheard heard = new Overheard();

  private DrillResult run(String drill) throws IOException {
    var stage = new Stage(folder);
    return stage.run(stage.shelf(Tried.PLAYBOOK, RUNBOOK, drill), heard);
  }

  @Test
  void eachEndsByItselfAlsoByWhatAPersonDid() throws IOException {
    var result = run(DRILL);

    assertThat(result.failures()).as(heard::text).isEmpty();
    assertThat(heard.text())
        .contains("'open' ended the fault on api")
        .contains("'by_hand' ended the fault on api");
  }

  @Test
  void theOneMadeFirstEndsWithoutTheOther() throws IOException {
    var lasting =
        DRILL
            .replace(", healed_by: Turn the big wheel *", "")
            .replace("outcome: resolved", "outcome: escalate");

    var result = run(lasting);

    assertThat(result.failures()).as(heard::text).isEmpty();
    assertThat(result.outcome()).contains(Exit.ESCALATE);
  }
}
