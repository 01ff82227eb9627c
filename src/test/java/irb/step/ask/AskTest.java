package irb.step.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.ExpressionException;
import irb.expr.Shape;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Outcome.Ok;
import irb.step.Question.Choice;
import irb.step.Question.Option;
import irb.step.Reason;
import irb.step.Script;
import irb.step.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskTest {
  @Test
  void handsOnTheAnswer() throws Exception {
    var script = new Script("web-1");

    assertThat(script.run(ask("{}", Map.of()))).isEqualTo(new Ok(Map.of("answer", "web-1")));
    assertThat(script.asked().getFirst().step()).isEqualTo("step");
    assertThat(script.asked().getFirst().text()).isEqualTo("What it does");
  }

  @Test
  void offersTheElementsOfAList() throws Exception {
    var script = new Script("a1b2 Fix it");
    var values = Map.of("commits", Map.of("lines", List.of("a1b2 Fix it", "c3d4 Break\u001b it")));

    var outcome = script.run(ask("{options: '${{ commits.lines }}'}", values));

    assertThat(outcome.fields()).containsEntry("answer", "a1b2 Fix it");
    assertThat(((Choice) script.asked().getFirst()).options())
        .containsExactly(
            new Option("a1b2 Fix it", "a1b2 Fix it"),
            new Option("c3d4 Break\u001b it", "c3d4 Break^[ it"));
  }

  @Test
  void refusesWhatIsNoOption() throws Exception {
    var outcome = new Script("prod").run(ask("{options: [staging, test]}", Map.of()));

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.INVALID);
    assertThat(outcome.why()).contains("staging, test");
  }

  @Test
  void anAnswerHasItsType() throws Exception {
    assertThat(answer("int", "12")).isEqualTo(12L);
    assertThat(answer("number", "1.5")).isEqualTo(1.5);
    assertThat(answer("bool", "true")).isEqualTo(true);
    assertThat(answer("duration", "1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(answer("time", "2026-11-21T03:10:00+01:00"))
        .isEqualTo(Instant.parse("2026-11-21T02:10:00Z"));
    assertThat(answer("text", "any; thing")).isEqualTo("any; thing");
    assertThat(Fixtures.action(new AskStep(), "{type: int}").result())
        .isEqualTo(Map.of("answer", Shape.INT));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',a b",
    "'{}',-rf",
    "'{type: int}',x",
    "'{type: number}',NaN",
    "'{type: bool}',yes",
    "'{type: duration}',soon",
    "'{type: time}',now",
    "'{pattern: OPS-1}',see OPS-1",
    "'{type: int, pattern: 1.}',23"
  })
  void refusesWhatDoesNotFit(String yaml, String answer) throws Exception {
    assertThat(new Script(answer).run(ask(yaml, Map.of()))).isInstanceOf(Fault.class);
  }

  @Test
  void givingUpAborts() throws Exception {
    assertThat(new Script().run(ask("{}", Map.of()))).isInstanceOf(Outcome.Aborted.class);
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    try (var sessions = new Sessions()) {
      var outcome = ask("{}", Map.of()).run(Fixtures.call(Mode.READ, sessions));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOBODY);
    }
  }

  @Test
  void nothingToChooseFromIsAnError() {
    assertThatThrownBy(
            () -> ask("{options: '${{ a.lines }}'}", Map.of("a", Map.of("lines", List.of()))))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("nothing to choose from");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: secret} | 'type' is one of string, text, int",
        "{pattern: '('} | no regular expression",
        "{options: []} | nothing to choose from",
        "{options: a, pattern: b} | the options are a list",
        "{options: [a], pattern: b} | the options say it all",
        "{options: [1, x], type: int} | 'x' is not a whole number",
        "{option: [a]} | did you mean 'options'?",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new AskStep(), yaml))).contains(message);
  }

  private static Object answer(String type, String answer) throws Exception {
    var outcome = new Script(answer).run(ask("{type: " + type + "}", Map.of()));
    return Optional.ofNullable(outcome.fields().get("answer")).orElseThrow();
  }

  private static Executor ask(String yaml, Map<String, ?> values) throws ExpressionException {
    return Fixtures.action(new AskStep(), yaml)
        .executor(Fixtures.rendering(values), Optional.empty());
  }
}
