package irb.step;

import java.util.Optional;

/// A rendered action, ready to run.
///
/// An executor never throws for what can happen to a peer: that is an [Outcome]. It refuses a write
/// in [Call.Mode#READ], registers with [Call#stop] how it is stopped before it begins, and gives
/// back control soon after it was stopped.
public interface Executor {
  /// What will run, for people and for the digest of an approval; secrets appear by name.
  String text();

  /// How many targets it acts on: the hosts of an SSH target, otherwise one.
  default int targets() {
    return 1;
  }

  /// Asks the peer what it says to this write, without making it; the `out` of its result is shown
  /// to whoever approves the write, and nobody is asked when it does not end well. Empty where the
  /// peer cannot be asked.
  default Optional<Executor> rehearsal() {
    return Optional.empty();
  }

  Outcome run(Call call) throws InterruptedException;
}
