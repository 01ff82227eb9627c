package irb.engine;

import irb.engine.Event.Pending;
import irb.runbook.Go;
import java.util.Optional;

/// What a run does after a step.
sealed interface Turn {
  /// It goes on.
  record On(Go go) implements Turn {}

  /// It does not go on.
  sealed interface Last extends Turn {}

  /// It is over.
  record Over(Exit exit, String why, Optional<Pending> pending, Optional<String> contact)
      implements Last {}

  /// It cannot go on for real: a dry run shows what is left from here.
  record Rehearse(Go from) implements Last {}

  /// It has gone through all that the log knows of it, and stops there.
  record Halted() implements Last {}

  static Turn over(Exit exit, String why) {
    return new Over(exit, why, Optional.empty(), Optional.empty());
  }

  static Turn suspended(String why, Pending pending) {
    return new Over(Exit.SUSPENDED, why, Optional.of(pending), Optional.empty());
  }
}
