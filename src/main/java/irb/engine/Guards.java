package irb.engine;

import irb.engine.Launch.Place;
import irb.engine.RunRequest.Surroundings;
import irb.expr.Masker;
import irb.journal.Disk;
import irb.journal.JournalException;
import irb.journal.RunLock;
import irb.journal.StateFolder;
import irb.journal.TargetLocks;
import irb.runbook.ActionStep;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import java.util.Optional;

/// What keeps the runs of one state folder out of each other's way: the targets that this one has
/// locked, and the logs of the others.
public final class Guards implements AutoCloseable {
  /// Nothing is guarded, because nothing is changed.
  static final Guards NONE = new Guards(Optional.empty(), Optional.empty(), "");

  private Optional<RunLock> run = Optional.empty();

  private final Optional<StateFolder> state;
  private final Optional<TargetLocks> locks;
  private final String runbook;

  private Guards(Optional<StateFolder> state, Optional<TargetLocks> locks, String runbook) {
    this.state = state;
    this.locks = locks;
    this.runbook = runbook;
  }

  /// Those of a run of `runbook`; one that is dry, or has nothing to change, locks nothing.
  static Guards of(Place place, Runbook runbook, boolean dry, Surroundings around, Masker masker)
      throws JournalException {
    var writes =
        Qualified.of(runbook).stream()
            .anyMatch(q -> q.step() instanceof ActionStep act && act.isWrite());
    var locks =
        dry || !writes
            ? Optional.<TargetLocks>empty()
            : Optional.of(
                TargetLocks.in(place.state(), place.author(), masker, around.clock(), Disk.real()));
    return new Guards(Optional.of(place.state()), locks, runbook.name());
  }

  /// Keeps every other process out of `id`; false when one is in it.
  boolean enter(String id) throws JournalException {
    if (state.isPresent()) {
      run = RunLock.take(state.get(), id);
      return run.isPresent();
    }
    return true;
  }

  /// Where the logs of all runs are.
  Optional<StateFolder> state() {
    return state;
  }

  /// Takes a lock for `run`; empty where nothing is locked.
  Optional<TargetLocks.Answer> take(TargetLocks.Claim claim, String run) throws JournalException {
    return locks.isEmpty() ? Optional.empty() : Optional.of(locks.get().take(claim, run, runbook));
  }

  @Override
  public void close() {
    locks.ifPresent(TargetLocks::close);
    run.ifPresent(RunLock::close);
  }
}
