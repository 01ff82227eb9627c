package irb.step.notify;

import java.util.Locale;

/// What a message does to an alert of PagerDuty.
enum Signal {
  TRIGGER,
  ACKNOWLEDGE,
  RESOLVE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
