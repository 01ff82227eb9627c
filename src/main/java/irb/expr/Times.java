package irb.expr;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Points in time as text: RFC 3339, UTC, e.g. `2026-11-21T03:10:45.120034Z`.
public final class Times {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /// As short as it can be, to the microsecond.
  public static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /// Always with six decimals, as the log writes it.
  public static String micros(Instant time) {
    return MICROS.format(time);
  }
}
