package irb.runbook;

import irb.expr.Durations;
import irb.expr.Secret;
import irb.expr.Shape;
import irb.source.Place;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value that whoever runs the runbook may give, e.g. `idle_longer_than: {type: duration}`.
public record Parameter(
    String name,
    Type type,
    Optional<List<String>> standard,
    List<String> values,
    Optional<Pattern> pattern,
    Optional<String> min,
    Optional<String> max,
    Optional<String> help,
    Optional<String> alert,
    boolean optional,
    Place place) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:/-]*");

  public Parameter {
    values = List.copyOf(values);
  }

  /// The types a parameter can have.
  public enum Type {
    STRING,
    TEXT,
    INT,
    NUMBER,
    BOOL,
    DURATION,
    TIME,
    LIST,
    SECRET;

    /// What expressions see.
    Shape shape() {
      return switch (this) {
        case STRING, TEXT, SECRET -> Shape.TEXT;
        case INT -> Shape.INT;
        case NUMBER -> Shape.NUMBER;
        case BOOL -> Shape.BOOL;
        case DURATION -> Shape.DURATION;
        case TIME -> Shape.TIME;
        case LIST -> new Shape.ListOf(Shape.TEXT);
      };
    }

    /// Whether it makes sense to give it a least and a greatest value.
    boolean hasOrder() {
      return this == INT || this == NUMBER || this == DURATION || this == TIME;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A value that does not fit; the message names the parameter and what would fit.
  public static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    public UnfitException(String message) {
      super(message);
    }
  }

  /// `words` (several only for a list) as a value of this parameter.
  public Object value(List<String> words) throws UnfitException {
    if (type == Type.LIST) {
      var list = new ArrayList<Object>();
      for (var word : words) {
        list.add(name(word));
      }
      return List.copyOf(list);
    }
    if (words.size() != 1) {
      throw new UnfitException(
          "parameter '" + name + "' takes one value, and " + words.size() + " were given");
    }
    var value = single(words.getFirst());
    checkRange(words.getFirst(), value);
    return value;
  }

  /// `value`, which a step of another runbook gives, as a value of this parameter.
  public Object from(Object value) throws UnfitException {
    var isFitting =
        switch (value) {
          case Secret _ -> type == Type.SECRET;
          case Duration _ -> type == Type.DURATION;
          case Instant _ -> type == Type.TIME;
          case Double _ -> type == Type.NUMBER;
          default -> false;
        };
    if (isFitting) {
      checkRange(value.toString(), value);
      return value;
    }
    return switch (value) {
      case String text -> value(List.of(text));
      case Long _, Boolean _ -> value(List.of(value.toString()));
      case List<?> list -> value(texts(list));
      default ->
          throw new UnfitException(
              "parameter '" + name + "' is of type " + type + ", and " + kind(value) + " is not");
    };
  }

  private List<String> texts(List<?> list) throws UnfitException {
    var texts = new ArrayList<String>();
    for (var element : list) {
      if (!(element instanceof String) && !(element instanceof Long)) {
        throw new UnfitException(
            "parameter '" + name + "' takes a list of texts, and " + kind(element) + " is none");
      }
      texts.add(element.toString());
    }
    return texts;
  }

  private static String kind(Object value) {
    return switch (value) {
      case Secret secret -> "the secret " + secret.name();
      case Map<?, ?> _ -> "a map";
      case List<?> _ -> "a list";
      case Duration _ -> "a duration";
      case Instant _ -> "a time";
      default -> "'" + value + "'";
    };
  }

  /// `word` as a least or greatest value.
  Object limit(String word) throws UnfitException {
    return single(word);
  }

  private Object single(String word) throws UnfitException {
    return switch (type) {
      case STRING -> name(word);
      case TEXT -> matching(word);
      case SECRET -> new Secret(name, word);
      case LIST -> List.of(word);
      case BOOL -> {
        if (!word.equals("true") && !word.equals("false")) {
          throw unfit(word, "true or false");
        }
        yield Boolean.valueOf(word);
      }
      case INT -> {
        try {
          yield Long.parseLong(word);
        } catch (NumberFormatException _) {
          throw unfit(word, "a whole number");
        }
      }
      case NUMBER -> {
        try {
          var number = Double.parseDouble(word);
          if (!Double.isFinite(number)) {
            throw unfit(word, "a number");
          }
          yield number;
        } catch (NumberFormatException _) {
          throw unfit(word, "a number");
        }
      }
      case DURATION ->
          Durations.parse(word).orElseThrow(() -> unfit(word, "a duration such as 90s, 1h or 7d"));
      case TIME -> time(word);
    };
  }

  private Instant time(String word) throws UnfitException {
    try {
      return OffsetDateTime.parse(word).toInstant();
    } catch (DateTimeException _) {
      throw unfit(word, "a time such as 2026-11-21T03:00:00Z");
    }
  }

  /// Without a pattern or a list of values a string is a name, so that it cannot surprise a
  /// command.
  private String name(String word) throws UnfitException {
    if (pattern.isEmpty() && values.isEmpty() && !NAME.matcher(word).matches()) {
      throw unfit(
          word, "a name of letters, digits and . _ @ : / - that begins with a letter or digit");
    }
    return matching(word);
  }

  private String matching(String word) throws UnfitException {
    if (!values.isEmpty() && !values.contains(word)) {
      throw unfit(word, "one of " + String.join(", ", values));
    }
    if (pattern.isPresent() && !pattern.get().matcher(word).matches()) {
      throw unfit(word, "a text that matches " + pattern.get());
    }
    return word;
  }

  private void checkRange(String word, Object value) throws UnfitException {
    if (min.isPresent() && compare(value, min.get()) < 0) {
      throw unfit(word, "at least " + min.get());
    }
    if (max.isPresent() && compare(value, max.get()) > 0) {
      throw unfit(word, "at most " + max.get());
    }
  }

  private int compare(Object value, String limit) throws UnfitException {
    return switch (value) {
      case Long number -> Long.compare(number, (Long) single(limit));
      case Double number -> Double.compare(number, (Double) single(limit));
      case Duration duration -> duration.compareTo((Duration) single(limit));
      case Instant time -> time.compareTo((Instant) single(limit));
      default -> 0;
    };
  }

  private UnfitException unfit(String word, String wanted) {
    var shown = type == Type.SECRET ? "***" : "'" + word + "'";
    return new UnfitException(
        "parameter '" + name + "' is " + wanted + ", and " + shown + " is not");
  }
}
