package irb.terminal;

import irb.engine.Event.Finished;
import java.util.List;

/// What to type after a run.
final class NextCommands {
  private NextCommands() {}

  /// `again` is the command as it was typed, without approvals; empty when there is none to
  /// suggest.
  static List<String> after(Finished finished, String again) {
    if (again.isEmpty()) {
      return List.of();
    }
    return List.of(
        finished
            .pending()
            .map(pending ->
                again
                    + switch (pending.kind()) {
                      case YES -> " --yes";
                      case APPROVE -> " --approve " + pending.step();
                      case ANSWER -> " --answer " + pending.step() + "=VALUE";
                    })
            .orElseGet(() -> "irb log show " + incident(finished.run())));
  }

  private static String incident(String run) {
    return run.substring(0, Math.max(0, run.lastIndexOf('/')));
  }
}
