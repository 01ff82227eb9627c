package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.expr.Masker;
import irb.expr.Secret;
import irb.step.Question;
import irb.step.Question.Option;
import irb.terminal.Keyboard.Reaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TerminalOperatorTest {
  private static final Question APPROVAL =
      new Question.Choice(
          "free_idle",
          "Run it?",
          List.of(
              new Option("y", "yes"),
              new Option("n", "no"),
              new Option("s", "skip"),
              new Option("d", "details")));
  private static final Question TYPED =
      new Question.Typed(
          "restart_app",
          "Type production/server to run it",
          "production/server",
          List.of(new Option("n", "no")));
  private static final Question REMEDY =
      new Question.Choice(
          "which",
          "Which remedy?",
          List.of(new Option("rollback", "Roll back"), new Option("scale", "Scale up")));

  private final Interrupts interrupts = new Interrupts();
  private final List<String> stage = new ArrayList<>();

  private Optional<String> answer(Question question, Keyboard keyboard) {
    var masker = new Masker();
    masker.add(new Secret("DB_PASSWORD", "correct-horse"));
    var still =
        new Stage() {
          @Override
          public void pause() {
            stage.add("pause");
          }

          @Override
          public void resume() {
            stage.add("resume");
          }
        };
    try (keyboard;
        var operator = new TerminalOperator(keyboard, interrupts, still, masker)) {
      return operator.answer(question);
    }
  }

  private static Keyboard keyboard(Reaction... reactions) {
    return new Keyboard("dumb", "", reactions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "xterm"})
  void takesAKey(String type) {
    var keyboard = new Keyboard(type, "", new Reaction("[d]etails", "y\r"));

    var answer = answer(APPROVAL, keyboard);

    assertThat(answer).contains("y");
    assertThat(keyboard.printed()).contains("Run it?  [y]es  [n]o  [s]kip  [d]etails");
    assertThat(stage).containsExactly("pause", "resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "YES", "Y", "ye", " y "})
  void takesTheWord(String typed) {
    assertThat(answer(APPROVAL, keyboard(new Reaction("[d]etails", typed + "\r")))).contains("y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "xterm"})
  void throwsAwayWhatWasTypedAhead(String type) {
    var keyboard = new Keyboard(type, "y\ry\r", new Reaction("[d]etails", "n\r"));

    assertThat(answer(APPROVAL, keyboard)).contains("n");
  }

  @Test
  void asksAgainAfterNonsense() {
    var keyboard =
        keyboard(
            new Reaction("[d]etails", "maybe\r"),
            new Reaction("it is one of y, n, s, d", ""),
            new Reaction("[d]etails", "\r"),
            new Reaction("[d]etails", "y\r"));

    assertThat(answer(APPROVAL, keyboard)).contains("y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "xterm"})
  void ctrlCInterruptsTheRun(String type) {
    var keyboard = new Keyboard(type, "", new Reaction("[d]etails", "\u0003"));

    assertThat(answer(APPROVAL, keyboard)).isEmpty();
    assertThat(interrupts.asked()).contains(Exit.INTERRUPTED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "xterm"})
  void ctrlDIsNoAnswer(String type) {
    var keyboard = new Keyboard(type, "", new Reaction("[d]etails", "\u0004"));

    assertThat(answer(APPROVAL, keyboard)).isEmpty();
    assertThat(interrupts.asked()).isEmpty();
  }

  @Test
  void aSignalEndsTheQuestion() {
    var keyboard =
        keyboard(
            new Reaction(
                "[d]etails",
                () -> {
                  interrupts.end(Exit.TERMINATED);
                  return "";
                }));

    assertThat(answer(APPROVAL, keyboard)).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(interrupts.asked()).contains(Exit.TERMINATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "xterm"})
  void aQuestionThatIsWithdrawnHasNoAnswer(String type) {
    var operator = new TerminalOperator[1];
    var keyboard =
        new Keyboard(
            type,
            "",
            new Reaction(
                "[d]etails",
                () -> {
                  operator[0].withdraw();
                  return "";
                }),
            new Reaction("[d]etails", "y\r"));
    try (keyboard;
        var asking = new TerminalOperator(keyboard, interrupts, Stage.EMPTY)) {
      operator[0] = asking;

      assertThat(asking.answer(APPROVAL)).isEmpty();

      assertThat(interrupts.asked()).isEmpty();
      assertThat(Thread.interrupted()).isFalse();
      assertThat(asking.answer(APPROVAL)).contains("y");
    }
  }

  @Test
  void asksNothingAfterASignal() {
    interrupts.interrupt();

    assertThat(answer(APPROVAL, keyboard())).isEmpty();
    assertThat(stage).isEmpty();
  }

  @Test
  void highRiskIsTypedInFull() {
    var keyboard =
        keyboard(
            new Reaction("to run it: ", "y\r"),
            new Reaction("type production/server", ""),
            new Reaction("to run it: ", "production\r"),
            new Reaction("to run it: ", "Production/server\r"),
            new Reaction("to run it: ", "production/server\r"));

    assertThat(answer(TYPED, keyboard)).contains("production/server");
  }

  @Test
  void highRiskCanBeDeclined() {
    assertThat(answer(TYPED, keyboard(new Reaction("to run it: ", "no\r")))).contains("n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "scale"})
  void optionsHaveNumbersAndNames(String typed) {
    var keyboard = keyboard(new Reaction("number or name: ", typed + "\r"));

    assertThat(answer(REMEDY, keyboard)).contains("scale");
    assertThat(keyboard.printed())
        .contains("Which remedy?")
        .contains("  1  rollback  Roll back")
        .contains("  2  scale     Scale up");
  }

  @Test
  void neverGuessesALongerKey() {
    var keyboard =
        keyboard(
            new Reaction("number or name: ", "roll\r"),
            new Reaction("it is one of rollback, scale", ""),
            new Reaction("number or name: ", "rollback\r"));

    assertThat(answer(REMEDY, keyboard)).contains("rollback");
  }

  @Test
  void editsAFreeAnswer() {
    var question = Question.Free.matching("ticket", "Which ticket?", Pattern.compile("OPS-\\d+"));
    var keyboard = new Keyboard("xterm", "", new Reaction("Which ticket?: ", "OPX\u007fS-12\r"));

    assertThat(answer(question, keyboard)).contains("OPS-12");
  }

  @Test
  void aHiddenAnswerIsNotShown() {
    var question = new Question.Free("token", "The token", "any text", _ -> true, true);
    var keyboard = new Keyboard("xterm", "", new Reaction("The token: ", "hush-hush\r"));

    assertThat(answer(question, keyboard)).contains("hush-hush");
    assertThat(keyboard.printed()).doesNotContain("hush", "*");
  }

  @Test
  void keepsHistoryExpansionOut() {
    var keyboard = keyboard(new Reaction("What?: ", "a!b \\ 'c\r"));

    assertThat(answer(Question.Free.any("what", "What?"), keyboard)).contains("a!b \\ 'c");
  }

  @Test
  void questionsAreMaskedAndVisible() {
    var question = Question.Free.any("what", "correct-horse \u001b[2J?");
    var keyboard = keyboard(new Reaction("?: ", "x\r"));

    answer(question, keyboard);

    assertThat(keyboard.printed()).contains("***(DB_PASSWORD) ^[[2J?");
  }
}
