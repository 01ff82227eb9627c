package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Secret;
import irb.step.Call.Mode;
import irb.step.Stop.Cause;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What every executor promises, proven against a real peer; a step type that has no test of this
/// kind fails the build.
public interface ExecutorContract {
  /// A secret that no peer's answer and no text of irb holds by chance.
  Secret SECRET = new Secret("CANARY", "c4nary-Kx9/q+Zw=:7");

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

  /// A write that changes something at its peer.
  Executor write() throws Exception;

  /// A write that would take a minute; [#awaitBegun] returns once the peer is at work.
  Executor slowWrite() throws Exception;

  void awaitBegun() throws Exception;

  /// Whether the peer works on nothing any more that this test began.
  boolean atRest() throws Exception;

  /// A read of a peer that turns away its credentials, with [#SECRET] among them; empty where
  /// nobody is asked for any.
  Optional<Executor> refused() throws Exception;

  /// A read whose answer is far larger than what is kept of one.
  Executor oversized() throws Exception;

  /// A read that hands [#SECRET] to its peer.
  Executor secretive() throws Exception;

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

  @Test
  default void whatIsCutShortLeavesNothingRunning() throws Exception {
    cutShort(slowRead(), Mode.READ, Cause.ABORT);

    for (var i = 0; i < 500 && !atRest(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(atRest()).isTrue();
  }

  @Test
  default void refusedCredentialsAreAnErrorThatDoesNotShowThem() throws Exception {
    var refused = refused();
    if (refused.isEmpty()) {
      return; // its peer asks for none
    }

    var outcome = run(refused.get(), Mode.READ);

    assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Fault.class);
    assertThat(outcome.why()).isNotBlank();
    if (outcome instanceof Outcome.Fault fault) {
      assertThat(fault.reason()).isEqualTo(Reason.AUTH);
    }
    assertThat(outcome.toString()).doesNotContain(SECRET.reveal());
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

  @Test
  default void whatIsShownHasSecretsByName() throws Exception {
    var executor = secretive();

    assertThat(executor.text()).doesNotContain(SECRET.reveal()).contains(SECRET.toString());
    assertThat(run(executor, Mode.READ)).isInstanceOf(Outcome.Ok.class);
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
