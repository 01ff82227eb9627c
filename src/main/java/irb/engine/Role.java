package irb.engine;

import java.util.Locale;

/// What an announced action is for.
public enum Role {
  /// It finds something out.
  READ,
  /// It shows what a change would touch, before anybody is asked.
  PREVIEW,
  /// It asks the peer what it says to a change, without making it.
  REHEARSAL,
  /// It changes something.
  CHANGE,
  /// It tells people something.
  MESSAGE,
  /// It runs another runbook; the changes are those of its steps.
  RUN,
  /// It takes a change back.
  UNDO;

  /// As logs write it, e.g. `change`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
