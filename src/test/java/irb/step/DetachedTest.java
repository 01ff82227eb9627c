package irb.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.step.Call.Mode;
import irb.step.Stop.Cause;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DetachedTest {
  private final Stop stop = new Stop();
  private final CountDownLatch letGo = new CountDownLatch(1);

  @Test
  void givesWhatTheWorkComesTo() throws Exception {
    var result = Detached.run(call(Duration.ofSeconds(5)), "test", letGo::countDown, () -> "done");

    assertThat(result).contains("done");
    assertThat(letGo.getCount()).isZero();
  }

  @Test
  void isNotHeldByWorkThatHangs() throws Exception {
    var call = call(Duration.ofMillis(50));

    var result = Detached.run(call, "test", letGo::countDown, this::hang);

    assertThat(result).isEmpty();
    assertThat(Detached.givenUp(call)).isInstanceOf(Outcome.TimedOut.class);
    assertThat(letGo.getCount()).isZero();
  }

  @Test
  void isNotHeldWhenItIsStopped() throws Exception {
    var call = call(Duration.ofMinutes(5));
    var begun = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> stopOnce(begun));

    var result =
        Detached.run(
            call,
            "test",
            letGo::countDown,
            () -> {
              begun.countDown();
              return hang();
            });

    assertThat(result).isEmpty();
    assertThat(Detached.givenUp(call)).isInstanceOf(Outcome.Aborted.class);
  }

  @Test
  void doesNotBeginWhatWasStoppedBefore() throws Exception {
    stop.ask(Cause.ABORT);

    var result = Detached.run(call(Duration.ofMinutes(5)), "test", letGo::countDown, this::hang);

    assertThat(result).isEmpty();
  }

  @Test
  void doesNotHideABug() {
    assertThatThrownBy(() ->
            Detached.run(
                call(Duration.ofSeconds(5)),
                "test",
                letGo::countDown,
                () -> {
                  throw new UnsupportedOperationException("bug");
                }))
        .hasRootCauseMessage("bug");
  }

  private void stopOnce(CountDownLatch begun) {
    try {
      begun.await();
      stop.ask(Cause.ABORT);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Until it is let go.
  private Optional<String> hang() {
    try {
      return Optional.of("hung " + letGo.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Call call(Duration timeout) {
    return new Call(
        "step",
        "title",
        Mode.READ,
        timeout,
        OptionalLong.empty(),
        stop,
        new Sessions(),
        "test/1",
        Operator.NOBODY);
  }
}
