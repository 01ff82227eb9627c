package irb.engine;

import irb.step.Outcome;
import java.util.Locale;

/// How a step ended, as conditions and logs see it.
public enum Status {
  OK,
  FAILED,
  ERROR,
  TIMED_OUT,
  SKIPPED,
  DECLINED,
  ABORTED,
  IN_DOUBT,
  NOT_RUN;

  static Status of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok _ -> OK;
      case Outcome.Failed _ -> FAILED;
      case Outcome.Fault _ -> ERROR;
      case Outcome.TimedOut _ -> TIMED_OUT;
      case Outcome.Aborted _ -> ABORTED;
      case Outcome.InDoubt _ -> IN_DOUBT;
    };
  }

  /// For people, e.g. `timed out`.
  String words() {
    return toString().replace('_', ' ');
  }

  /// As written in conditions, e.g. `timed_out`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
