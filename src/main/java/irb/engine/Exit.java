package irb.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How a run ended, and the code the process gives back for it.
public enum Exit {
  RESOLVED(0, "the runbook's verification passed"),
  NO_ACTION(0, "nothing had to be done"),
  REHEARSED(0, "a dry run came to its end"),
  UNDONE(0, "changes were taken back"),
  ABORT(1, "the runbook or the operator stopped"),
  USAGE(2, "wrong usage, or an invalid runbook or playbook"),
  SUSPENDED(3, "an approval or an answer is needed and nobody can be asked"),
  ESCALATE(4, "a person has to take over"),
  ERROR(
      5,
      "configuration is missing, a target cannot be used, or a step had an error and nowhere to go"),
  STOPPED(6, "a guard stopped it: a limit, a freeze window, a lock, too many runs"),
  IN_DOUBT(7, "a change may or may not have happened, and nothing settled it"),
  BUG(70, "a bug in irb"),
  INTERRUPTED(130, "interrupted (Ctrl-C)"),
  TERMINATED(143, "terminated (SIGTERM)"),
  HUNG_UP(129, "the terminal hung up (SIGHUP)");

  private final int code;
  private final String means;

  Exit(int code, String means) {
    this.code = code;
    this.means = means;
  }

  public int code() {
    return code;
  }

  public String means() {
    return means;
  }

  /// The one that logs call `word`; empty when there is none.
  static Optional<Exit> of(String word) {
    return Stream.of(values()).filter(e -> e.toString().equals(word)).findFirst();
  }

  /// As logs and JSON write it, e.g. `no_action`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
