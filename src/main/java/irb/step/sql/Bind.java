package irb.step.sql;

import irb.expr.Durations;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Null;
import irb.expr.Secret;
import irb.expr.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PGobject;

/// A value on its way to the server, beside the query and never in it.
///
/// Texts, whole numbers, booleans and lists go untyped, so that the server takes them for what the
/// query wants; decimals, durations and times have their type.
record Bind(Object value) {

  /// Checks that the server can take `value`; the exception names `expression`.
  static Bind of(Expression expression, Object value) throws ExpressionException {
    if (value instanceof List<?> list && list.isEmpty()) {
      throw new ExpressionException(expression, "an empty list would select nothing or everything");
    }
    check(expression, value);
    return new Bind(value);
  }

  private static void check(Expression expression, Object value) throws ExpressionException {
    switch (value) {
      case String text -> {
        if (text.indexOf('\0') >= 0) {
          throw new ExpressionException(expression, "the value holds a NUL");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
          throw new ExpressionException(expression, "the value holds half a character");
        }
      }
      case List<?> list -> {
        for (var element : list) {
          check(expression, element);
        }
      }
      case Secret _, Long _, Integer _, Double _, Boolean _, Duration _, Instant _, Null _ -> {}
      case java.util.Map<?, ?> _ ->
          throw new ExpressionException(
              expression, "a map cannot be a value of a query; take one of its fields");
      default -> throw new ExpressionException(expression, "'" + value + "' cannot stand here");
    }
  }

  void set(PreparedStatement statement, int index) throws SQLException {
    switch (value) {
      case Null _ -> statement.setNull(index, Types.NULL);
      case Double number when Double.isFinite(number) ->
          statement.setBigDecimal(index, BigDecimal.valueOf(number));
      case Double number -> statement.setObject(index, typed("numeric", number.toString()));
      case Duration duration -> statement.setObject(index, typed("interval", seconds(duration)));
      case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
      case List<?> list -> statement.setString(index, ArrayText.write(elements(list)));
      default -> statement.setString(index, untyped(value));
    }
  }

  private static PGobject typed(String type, String text) throws SQLException {
    var object = new PGobject();
    object.setType(type);
    object.setValue(text);
    return object;
  }

  private static List<Object> elements(List<?> list) {
    return list.stream()
        .map(e ->
            switch (e) {
              case Null _ -> (Object) e;
              case List<?> inner -> elements(inner);
              default -> untyped(e);
            })
        .toList();
  }

  private static String untyped(Object value) {
    return switch (value) {
      case Secret secret -> secret.reveal();
      case Duration duration -> seconds(duration);
      case Instant time -> Times.text(time);
      default -> value.toString();
    };
  }

  private static String seconds(Duration duration) {
    // the part below a second always counts upwards from getSeconds, also when that is negative
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .setScale(6, RoundingMode.DOWN)
            .toPlainString()
        + " seconds";
  }

  /// How many values it is: the elements of a list.
  int size() {
    return value instanceof List<?> list ? list.size() : 1;
  }

  boolean isList() {
    return value instanceof List<?>;
  }

  List<Secret> secrets() {
    return secrets(value).toList();
  }

  private static Stream<Secret> secrets(Object value) {
    return switch (value) {
      case Secret secret -> Stream.of(secret);
      case List<?> list -> list.stream().flatMap(Bind::secrets);
      default -> Stream.of();
    };
  }

  /// The whole value for people and for digests, on one line; secrets by name.
  String shown() {
    return shown(value);
  }

  private static String shown(Object value) {
    return switch (value) {
      case Null _ -> "NULL";
      case String text -> quoted(text);
      case Duration duration -> Durations.text(duration);
      case Instant time -> Times.text(time);
      case List<?> list ->
          list.stream().map(Bind::shown).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  /// As SQL writes it; with `E''` escapes when there is something in it that cannot be seen.
  private static String quoted(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return "'" + text.replace("'", "''") + "'";
    }
    var quoted = new StringBuilder("E'");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '\'' -> quoted.append("''");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            quoted.append(String.format("\\u%04X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('\'').toString();
  }
}
