package irb.terminal;

import java.time.Duration;
import java.util.Locale;

/// Lengths of time for people, as exact as is of interest: `12ms`, `4.1s`, `1m02s`, `2h03m`,
/// `3d4h`.
final class Elapsed {
  private Elapsed() {}

  static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    if (duration.toSeconds() < 1) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }
    return coarse(duration);
  }

  /// In whole seconds and above, for what is redrawn while it grows.
  static String coarse(Duration duration) {
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + "s";
    }
    if (duration.toHours() < 1) {
      return two(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
    }
    return duration.toDays() < 1
        ? two(duration.toHours(), "h", duration.toMinutesPart(), "m")
        : duration.toDays() + "d" + duration.toHoursPart() + "h";
  }

  private static String two(long large, String unit, int small, String smaller) {
    return small == 0
        ? large + unit
        : String.format(Locale.ROOT, "%d%s%02d%s", large, unit, small, smaller);
  }
}
