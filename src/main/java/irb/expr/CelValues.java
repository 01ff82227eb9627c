package irb.expr;

import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our values as CEL's and back: they differ in null, in secrets, and in optional values.
final class CelValues {
  private CelValues() {}

  static Object toCel(Object value) {
    return switch (value) {
      case Null _ -> NullValue.NULL_VALUE;
      case Secret secret -> secret.reveal();
      case Integer number -> number.longValue();
      case List<?> list -> list.stream().map(CelValues::toCel).toList();
      case Map<?, ?> map -> {
        var converted = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> converted.put(k.toString(), toCel(v)));
        yield converted;
      }
      default -> value;
    };
  }

  static Object fromCel(Object value, Expression expression) throws ExpressionException {
    return switch (value) {
      case NullValue _ -> Null.NULL;
      case String _, Long _, Double _, Boolean _, Instant _, Duration _ -> value;
      case Optional<?> optional -> {
        if (optional.isEmpty()) {
          throw new ExpressionException(
              expression, "the value is not there; give one with .orValue(…)");
        }
        yield fromCel(optional.get(), expression);
      }
      case List<?> list -> {
        var converted = new ArrayList<Object>();
        for (var element : list) {
          converted.add(fromCel(element, expression));
        }
        yield List.copyOf(converted);
      }
      case Map<?, ?> map -> {
        var converted = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) {
          converted.put(entry.getKey().toString(), fromCel(entry.getValue(), expression));
        }
        yield converted;
      }
      default ->
          throw new ExpressionException(
              expression,
              "the result is of a type that has no use here: " + value.getClass().getSimpleName());
    };
  }
}
