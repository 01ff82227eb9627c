package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Secret;
import irb.step.Call.Mode;
import irb.step.Stop.Cause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an executor promises that can change something and is trusted with secrets, proven against
/// a real peer; a step type that has no test of this kind fails the build, unless it only reads.
public interface ExecutorContract extends ReadContract {
  /// A secret that no peer's answer and no text of irb holds by chance.
  Secret SECRET = new Secret("CANARY", "c4nary-Kx9/q+Zw=:7");

  /// A write that changes something at its peer.
  Executor write() throws Exception;

  /// A write that would take a minute; [#awaitBegun] returns once the peer is at work.
  Executor slowWrite() throws Exception;

  /// A read of a peer that turns away its credentials, with [#SECRET] among them; empty where
  /// nobody is asked for any.
  Optional<Executor> refused() throws Exception;

  /// A read that hands [#SECRET] to its peer.
  Executor secretive() throws Exception;

  /// Whether that secret is part of the action, and not only of its target.
  default boolean isSecretPartOfTheAction() {
    return true;
  }

  /// Whether anything was changed at the peer.
  boolean changed() throws Exception;

  @Test
  default void aWriteTakesEffect() throws Exception {
    assertThat(ReadContract.run(write(), Mode.WRITE)).isInstanceOf(Outcome.Ok.class);
    assertThat(changed()).isTrue();
  }

  @Test
  default void aWriteIsRefusedInAReadPhase() throws Exception {
    var outcome = ReadContract.run(write(), Mode.READ);

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
  default void aWriteThatIsCutShortIsInDoubt() throws Exception {
    assertThat(ReadContract.cutShort(this, slowWrite(), Mode.WRITE, Cause.TIMEOUT))
        .isInstanceOf(Outcome.InDoubt.class);
  }

  @Test
  default void refusedCredentialsAreAnErrorThatDoesNotShowThem() throws Exception {
    var refused = refused();
    if (refused.isEmpty()) {
      return; // its peer asks for none
    }

    var outcome = ReadContract.run(refused.get(), Mode.READ);

    assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Fault.class);
    assertThat(outcome.why()).isNotBlank();
    if (outcome instanceof Outcome.Fault fault) {
      assertThat(fault.reason()).isEqualTo(Reason.AUTH);
    }
    assertThat(outcome.toString()).doesNotContain(SECRET.reveal());
  }

  @Test
  default void whatIsShownHasSecretsByName() throws Exception {
    var executor = secretive();

    assertThat(executor.text()).doesNotContain(SECRET.reveal());
    if (isSecretPartOfTheAction()) {
      assertThat(executor.text()).contains(SECRET.toString());
    }
    assertThat(ReadContract.run(executor, Mode.READ)).isInstanceOf(Outcome.Ok.class);
  }
}
