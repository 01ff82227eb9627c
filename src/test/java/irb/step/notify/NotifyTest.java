package irb.step.notify;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.expr.Template;
import irb.source.Findings;
import irb.step.Action;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome.Ok;
import irb.step.Question;
import irb.step.Script;
import irb.step.Sessions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyTest {
  @Test
  void aPersonSendsIt() throws Exception {
    var script = new Script("done");

    var outcome = script.run(executor(action("{channel: room, text: 'Back at ${{ at }}'}")));

    assertThat(outcome).isEqualTo(new Ok(Map.of("sent", true)));
    assertThat(script.asked())
        .extracting(Question::text)
        .containsExactly("Send to room: Back at 03:10");
  }

  @Test
  void whatIsNotSentStaysATaskAndFailsNothing() throws Exception {
    var task = new Ok(Map.of("sent", false, "manual", "Send to room: Back at 03:10"));
    var executor = executor(action("{channel: room, text: 'Back at ${{ at }}'}"));

    assertThat(new Script("not_done").run(executor)).isEqualTo(task);
    assertThat(new Script().run(executor)).isEqualTo(task);
    try (var sessions = new Sessions()) {
      assertThat(executor.run(Fixtures.call(Mode.WRITE, sessions))).isEqualTo(task);
    }
  }

  @Test
  void takesSubjectAndTextOfItsTemplate() throws Exception {
    var action = action("{channel: room, template: over}");
    var texts =
        Stream.of("It is over", "Since ${{ at }}")
            .map(t -> Template.parse(Fixtures.scalar(t), new Findings()))
            .toList();

    var lent = action.with(action.borrowed().getLast(), texts);

    assertThat(executor(lent).text()).isEqualTo("Send to room: It is over\nSince 03:10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{channel: a} | needs 'template' or 'text'",
        "{text: a} | needs 'channel'",
        "{channel: a, text: b, template: c} | not both",
        "{chanel: a, text: b} | did you mean 'channel'?",
        "{channel: a, text: ' '} | says nothing",
        "[a] | is a mapping, and this is a list",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new NotifyStep(), yaml))).contains(message);
  }

  private static Action action(String yaml) {
    return Fixtures.action(new NotifyStep(), yaml);
  }

  private static Executor executor(Action action) throws ExpressionException {
    return action.executor(Fixtures.rendering(Map.of("at", "03:10")), Optional.empty());
  }
}
