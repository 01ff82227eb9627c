package irb.step.sql;

import irb.expr.JsonValues;
import irb.expr.Null;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGbytea;

/// What the server's text of a column becomes, by the column's type.
final class ColumnValue {
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private ColumnValue() {}

  /// `type` as the driver names it, e.g. `int4`, `_text`.
  static Object of(String type, @Nullable String text) {
    if (text == null) {
      return Null.NULL;
    }
    try {
      return type.startsWith("_") && !type.equals("_box") && text.indexOf('{') >= 0
          ? elements(type.substring(1), ArrayText.read(text))
          : single(type, text);
    } catch (RuntimeException | IOException | SQLException _) {
      // what cannot be read as its type (`infinity`, years BC) is still worth showing
      return text;
    }
  }

  private static List<Object> elements(String type, List<Object> texts) {
    return texts.stream()
        .map(e ->
            switch (e) {
              case List<?> inner -> elements(type, List.copyOf(inner));
              case String text -> of(type, text);
              default -> e;
            })
        .toList();
  }

  private static Object single(String type, String text) throws IOException, SQLException {
    return switch (type) {
      case "int2", "int4", "int8", "oid" -> (Object) Long.valueOf(text);
      case "float4", "float8" -> Double.valueOf(text);
      case "numeric" -> numeric(text);
      case "bool" -> text.equals("t") || text.equals("true");
      case "timestamptz" -> instant(text);
      case "timestamp" -> text.endsWith("BC") ? text : text.replace(' ', 'T');
      case "interval" -> duration(text);
      case "json", "jsonb" -> JsonValues.parse(text).orElse(text);
      case "bytea" -> bytes(text);
      default -> text;
    };
  }

  /// A long where it is a whole number that fits, otherwise the nearest double.
  private static Object numeric(String text) {
    if (Character.isLetter(text.charAt(text.length() - 1))) {
      return Double.valueOf(text);
    }
    var number = new BigDecimal(text);
    return number.scale() <= 0 && number.precision() <= 18
        ? (Object) number.longValueExact()
        : number.doubleValue();
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text, TIMESTAMP).toInstant();
  }

  /// As `extract(epoch …)` counts: a year has 365.25 days, a month 30.
  private static Duration duration(String text) throws SQLException {
    if (text.endsWith("infinity")) {
      throw new SQLException(text);
    }
    var interval = new PGInterval(text);
    return Duration.ofHours(interval.getYears() * 8766L)
        .plusDays(interval.getMonths() * 30L + interval.getDays())
        .plusHours(interval.getHours())
        .plusMinutes(interval.getMinutes())
        .plusSeconds(interval.getWholeSeconds())
        .plusNanos(interval.getMicroSeconds() * 1_000L);
  }

  private static String bytes(String text) throws SQLException {
    var bytes = PGbytea.toBytes(text.getBytes(StandardCharsets.US_ASCII));
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
