package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Question.Choice;
import irb.step.Question.Free;
import irb.step.Question.Option;
import irb.step.Question.Typed;
import irb.step.Stop.Cause;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QuestionTest {
  @Test
  void aChoiceTakesItsKeys() {
    var choice = new Choice("s", "Run it?", List.of(new Option("y", "yes"), new Option("n", "no")));

    assertThat(choice.problem("y")).isEmpty();
    assertThat(choice.problem("yes")).contains("it is one of y, n");
  }

  @Test
  void aConfirmationIsTypedExactly() {
    var typed = new Typed("s", "Sure?", "production/db", List.of(new Question.Option("n", "no")));

    assertThat(typed.problem("production/db")).isEmpty();
    assertThat(typed.problem("production/")).contains("type production/db");
  }

  @Test
  void aPatternMatchesTheWholeAnswer() {
    var free = Free.matching("s", "Ticket?", Pattern.compile("OPS-\\d+"));

    assertThat(free.problem("OPS-17")).isEmpty();
    assertThat(free.problem("see OPS-17")).isNotEmpty();
    assertThat(Free.any("s", "Note").problem("")).isEmpty();
  }

  @Test
  void aQuestionEndsWithItsStep() throws Exception {
    var stop = new Stop();
    var asked = new CountDownLatch(1);
    var silent =
        new Operator() {
          @Override
          public boolean isThere() {
            return true;
          }

          @Override
          public Optional<String> answer(Question question) throws InterruptedException {
            asked.countDown();
            new CountDownLatch(1).await();
            return Optional.empty();
          }
        };
    var stopper =
        Thread.startVirtualThread(() -> {
          try {
            asked.await();
            stop.ask(Cause.TIMEOUT);
          } catch (InterruptedException _) {
            // the test is over
          }
        });

    try (var sessions = new Sessions()) {
      var call = Fixtures.call(Mode.WRITE, stop, sessions, silent);

      assertThat(call.ask(Free.any("s", "Anything?"))).isEmpty();
      assertThat(call.unanswered()).isInstanceOf(Outcome.TimedOut.class);
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    stopper.join();
  }
}
