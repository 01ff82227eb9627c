package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Stop.Cause;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What every executor promises of its reads, proven against a real peer; one that only reads and
/// is given no secret promises nothing else.
public interface ReadContract {
  /// What is kept of an answer, with room for its being kept in more than one form.
  int MOST_KEPT = 16 << 20;

  /// A read that succeeds.
  Executor read() throws Exception;

  /// A read whose peer answers that it failed.
  Executor failing() throws Exception;

  /// A read of a peer that is not there.
  Executor unreachable() throws Exception;

  /// A read that would take a minute; [#awaitBegun] returns once the peer is at work.
  Executor slowRead() throws Exception;

  void awaitBegun() throws Exception;

  /// Whether the peer works on nothing any more that this test began.
  boolean atRest() throws Exception;

  /// A read whose answer is far larger than what is kept of one.
  Executor oversized() throws Exception;

  @Test
  default void aReadSucceeds() throws Exception {
    assertThat(run(read(), Mode.READ)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  default void aFailureIsAValue() throws Exception {
    var outcome = run(failing(), Mode.READ);

    assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Fault.class);
    assertThat(outcome.why()).isNotBlank();
  }

  @Test
  default void anUnreachablePeerIsAnError() throws Exception {
    var outcome = run(unreachable(), Mode.READ);

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).isIn(Reason.UNREACHABLE, Reason.NOT_FOUND);
  }

  @Test
  default void aReadThatTakesTooLongTimesOut() throws Exception {
    assertThat(cutShort(this, slowRead(), Mode.READ, Cause.TIMEOUT))
        .isInstanceOf(Outcome.TimedOut.class);
  }

  @Test
  default void aReadThatIsStoppedIsAborted() throws Exception {
    assertThat(cutShort(this, slowRead(), Mode.READ, Cause.ABORT))
        .isInstanceOf(Outcome.Aborted.class);
  }

  @Test
  default void whatIsCutShortLeavesNothingRunning() throws Exception {
    cutShort(this, slowRead(), Mode.READ, Cause.ABORT);

    for (var i = 0; i < 500 && !atRest(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(atRest()).isTrue();
  }

  @Test
  default void anOversizedAnswerIsNotKeptWhole() throws Exception {
    var outcome = run(oversized(), Mode.READ);

    assertThat(outcome).isInstanceOfAny(Outcome.Ok.class, Outcome.Fault.class);
    assertThat(outcome.toString().length()).isLessThan(MOST_KEPT);
    if (outcome instanceof Outcome.Fault fault) {
      assertThat(fault.reason()).isEqualTo(Reason.LIMIT);
    }
  }

  static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  /// How `executor` ends when it is stopped once the peer of `test` is at work.
  static Outcome cutShort(ReadContract test, Executor executor, Mode mode, Cause cause)
      throws Exception {
    var stop = new Stop();
    try (var sessions = new Sessions();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcome = threads.submit(() -> executor.run(Fixtures.call(mode, stop, sessions)));
      test.awaitBegun();
      stop.ask(cause);
      return outcome.get(15, TimeUnit.SECONDS);
    }
  }
}
