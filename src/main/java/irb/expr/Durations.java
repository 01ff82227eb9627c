package irb.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lengths of time as runbooks write them, e.g. `1h30m`, `2s`, `250ms`, `7d`, `2w`.
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|us|ns|[smhdw]))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|ns|[smhdw])");

  private Durations() {}

  /// The length that `text` names; empty when it is none, or longer than 100 years.
  public static Optional<Duration> parse(String text) {
    return text.length() > 40 ? Optional.empty() : read(text).filter(d -> d.toDays() < 36_525);
  }

  /// What [#text] wrote of a duration that is not negative, however long that is.
  static Optional<Duration> read(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    var nanos = BigDecimal.ZERO;
    var part = PART.matcher(text);
    while (part.find()) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosIn(part.group(2))));
    }
    var parts = nanos.toBigInteger().divideAndRemainder(BigInteger.valueOf(1_000_000_000));
    return parts[0].bitLength() > 62
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
  }

  /// The shortest text that [#parse] reads back, e.g. `1h30m`.
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    var text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toNanosPart() / 1_000_000, "ms");
    append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
    append(text, duration.toNanosPart() % 1_000, "ns");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }

  private static BigDecimal nanosIn(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "d" -> 86_400_000_000_000L;
          case "w" -> 604_800_000_000_000L;
          default -> throw new IllegalArgumentException(unit);
        });
  }
}
