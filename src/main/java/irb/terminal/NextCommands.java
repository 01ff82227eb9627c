package irb.terminal;

import irb.engine.Event.Finished;
import irb.engine.Event.Pending;
import java.util.List;

/// What to type after a run.
final class NextCommands {
  /// Where the run stands in a command.
  static final String RUN = "RUN";

  private NextCommands() {}

  /// `again` is how the run is taken up again, e.g. `irb resume 20261121-031045-7f3a/1`; empty when
  /// there is nothing to suggest.
  static List<String> after(Finished finished, String again) {
    if (again.isEmpty()) {
      return List.of();
    }
    var log = "irb log show " + incident(finished.run());
    var resume = again.replace(RUN, finished.run());
    return switch (finished.exit()) {
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE, BUG -> List.of(log);
      case SUSPENDED -> List.of(finished.pending().map(p -> resume + given(p)).orElse(resume));
      case USAGE, ABORT, ESCALATE, ERROR, STOPPED, IN_DOUBT, INTERRUPTED, TERMINATED, HUNG_UP ->
          List.of(log, resume);
    };
  }

  private static String given(Pending pending) {
    return switch (pending.kind()) {
      case YES, APPROVE, APPROVE_TOO -> " --approve " + pending.step();
      case ANSWER -> " --answer " + pending.step() + "=VALUE";
    };
  }

  private static String incident(String run) {
    return run.substring(0, Math.max(0, run.lastIndexOf('/')));
  }
}
