package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Stop.Cause;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every executor promises, proven against a real peer; a step type that has no test of this
/// kind fails the build.
public interface ExecutorContract {
  /// A read that succeeds.
  Executor read() throws Exception;

  /// A read whose peer answers that it failed.
  Executor failing() throws Exception;

  /// A read of a peer that is not there.
  Executor unreachable() throws Exception;

  /// A read that would take a minute; [#awaitBegun] returns once the peer is at work.
  Executor slowRead() throws Exception;

  /// A write that changes something at its peer.
  Executor write() throws Exception;

  /// A write that would take a minute; [#awaitBegun] returns once the peer is at work.
  Executor slowWrite() throws Exception;

  void awaitBegun() throws Exception;

  /// Whether anything was changed at the peer.
  boolean changed() throws Exception;

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
  default void aWriteTakesEffect() throws Exception {
    assertThat(run(write(), Mode.WRITE)).isInstanceOf(Outcome.Ok.class);
    assertThat(changed()).isTrue();
  }

  @Test
  default void aWriteIsRefusedInAReadPhase() throws Exception {
    var outcome = run(write(), Mode.READ);

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.REFUSED);
    assertThat(changed()).isFalse();
  }

  @Test
  default void showingAWriteChangesNothing() throws Exception {
    assertThat(write().text()).isNotBlank();
    assertThat(changed()).isFalse();
  }

  @Test
  default void aReadThatTakesTooLongTimesOut() throws Exception {
    assertThat(cutShort(slowRead(), Mode.READ, Cause.TIMEOUT)).isInstanceOf(Outcome.TimedOut.class);
  }

  @Test
  default void aReadThatIsStoppedIsAborted() throws Exception {
    assertThat(cutShort(slowRead(), Mode.READ, Cause.ABORT)).isInstanceOf(Outcome.Aborted.class);
  }

  @Test
  default void aWriteThatIsCutShortIsInDoubt() throws Exception {
    assertThat(cutShort(slowWrite(), Mode.WRITE, Cause.TIMEOUT))
        .isInstanceOf(Outcome.InDoubt.class);
  }

  private static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  private Outcome cutShort(Executor executor, Mode mode, Cause cause) throws Exception {
    var stop = new Stop();
    try (var sessions = new Sessions();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcome = threads.submit(() -> executor.run(Fixtures.call(mode, stop, sessions)));
      awaitBegun();
      stop.ask(cause);
      return outcome.get(15, TimeUnit.SECONDS);
    }
  }
}
