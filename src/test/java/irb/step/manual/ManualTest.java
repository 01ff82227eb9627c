package irb.step.manual;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.expr.Template;
import irb.source.Findings;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.Ok;
import irb.step.Question;
import irb.step.Reason;
import irb.step.Script;
import irb.step.Sessions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualTest {
  @Test
  void aTaskIsTickedOffWithANote() throws Exception {
    var script = new Script("done", " called at 03:10 ");

    var outcome =
        script.run(manual("Call ${{ params.who }}", Map.of("params", Map.of("who", "Ann"))));

    assertThat(outcome).isEqualTo(new Ok(Map.of("done", true, "note", "called at 03:10")));
    assertThat(script.asked())
        .extracting(Question::text)
        .containsExactly("Call Ann", "A note for the record, if there is one");
  }

  @Test
  void everyLineOfAChecklistIsAsked() throws Exception {
    var action = Fixtures.action(new ManualStep(), "{checklist: war_room}");
    var lines =
        Stream.of("Start the call", "Open the ${{ params.what }}", "Open the dashboards")
            .map(l -> Template.parse(Fixtures.scalar(l), new Findings()))
            .toList();
    var executor =
        action
            .with(action.borrowed().getFirst(), lines)
            .executor(
                Fixtures.rendering(Map.of("params", Map.of("what", "document"))), Optional.empty());

    var outcome = new Script("done", "not_done", "done", "").run(executor);

    assertThat(((Failed) outcome).reason()).isEqualTo(Reason.NOT_DONE);
    assertThat(outcome.why()).isEqualTo("not done: Open the document");
    assertThat(outcome.fields()).containsEntry("done", false);
    assertThat(executor.text()).contains("Start the call", "Open the dashboards");
  }

  @Test
  void givingUpAborts() throws Exception {
    assertThat(new Script().run(manual("Call Ann", Map.of()))).isInstanceOf(Outcome.Aborted.class);
    assertThat(new Script("done").run(manual("Call Ann", Map.of())))
        .isInstanceOf(Outcome.Aborted.class);
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    try (var sessions = new Sessions()) {
      var outcome = manual("Call Ann", Map.of()).run(Fixtures.call(Mode.READ, sessions));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOBODY);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | needs 'text' or 'checklist'",
        "{text: a, checklist: b} | not both",
        "{txt: a} | did you mean 'text'?",
        "[a] | is a mapping, and this is a list",
        "'\" \"' | says nothing",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new ManualStep(), yaml))).contains(message);
  }

  private static Executor manual(String yaml, Map<String, ?> values) throws ExpressionException {
    return Fixtures.action(new ManualStep(), yaml)
        .executor(Fixtures.rendering(values), Optional.empty());
  }
}
