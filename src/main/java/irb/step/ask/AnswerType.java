package irb.step.ask;

import irb.expr.Durations;
import irb.expr.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// What an answer has to be.
enum AnswerType {
  STRING("a name of letters, digits and . _ @ : / -"),
  TEXT("a text"),
  INT("a whole number"),
  NUMBER("a number"),
  BOOL("true or false"),
  DURATION("a duration such as 30s or 1h30m"),
  TIME("a time such as 2026-11-21T03:10:00Z");

  private static final int LONGEST_NUMBER = 40;

  private final String words;

  AnswerType(String words) {
    this.words = words;
  }

  /// For people, e.g. `a whole number`.
  String words() {
    return words;
  }

  Shape shape() {
    return switch (this) {
      case STRING, TEXT -> Shape.TEXT;
      case INT -> Shape.INT;
      case NUMBER -> Shape.NUMBER;
      case BOOL -> Shape.BOOL;
      case DURATION -> Shape.DURATION;
      case TIME -> Shape.TIME;
    };
  }

  /// The value that `answer` stands for; empty when it is none of this type.
  Optional<Object> value(String answer) {
    try {
      return switch (this) {
        case STRING ->
            Optional.<Object>of(answer)
                .filter(_ -> answer.matches("[A-Za-z0-9][A-Za-z0-9._@:/-]*"));
        case TEXT -> Optional.of(answer);
        case INT -> Optional.of(Long.parseLong(answer.strip()));
        case NUMBER -> number(answer.strip());
        case BOOL ->
            switch (answer.strip()) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            };
        case DURATION -> Durations.parse(answer.strip()).map(d -> d);
        case TIME -> Optional.of(time(answer.strip()));
      };
    } catch (NumberFormatException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<Object> number(String answer) {
    return answer.length() > LONGEST_NUMBER
        ? Optional.empty()
        : Optional.<Object>of(new BigDecimal(answer).doubleValue())
            .filter(n -> Double.isFinite((Double) n));
  }

  private static Instant time(String answer) {
    return OffsetDateTime.parse(answer).toInstant();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
