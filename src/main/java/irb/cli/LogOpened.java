package irb.cli;

import irb.engine.Exit;
import irb.journal.Disk;
import irb.journal.Journal;
import irb.journal.JournalException;
import irb.journal.LogVerifier;
import irb.journal.Verdict;

/// A log that a command opens to write into it, once it was checked.
final class LogOpened {
  private LogOpened() {}

  /// Exit code 1, as `irb log verify` has it; `nothing` says what was not done.
  static void refuseCorrupt(String id, String nothing, Invocation invocation)
      throws UsageException, JournalException {
    var verdict = LogVerifier.verify(invocation.state().log(id));
    if (verdict instanceof Verdict.Corrupt) {
      throw new UsageException(Exit.ABORT, nothing + " " + LogIncident.sentence(id, verdict));
    }
  }

  static Journal of(String id, Invocation invocation) throws UsageException, JournalException {
    var program = invocation.program();
    return Journal.open(
        invocation.state(),
        id,
        program.author(),
        program.clock(),
        program.mono(),
        program.masker(),
        Disk.real());
  }
}
