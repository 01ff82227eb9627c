package irb.step.notify;

import irb.step.Outcome;
import java.util.Locale;

/// What came of a message at one channel; `task` is what is left for a person to do.
record Receipt(String channel, State state, String why, String task, Outcome outcome) {
  /// How far it came, best first.
  enum State {
    SENT,
    MANUAL,
    IN_DOUBT,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
