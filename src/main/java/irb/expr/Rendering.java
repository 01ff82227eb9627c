package irb.expr;

import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts values into templates, each by the rule of the place it stands in, so that no value can
/// change the meaning of the text around it.
public final class Rendering {
  private final Values values;
  private final Set<Allow> allowed;

  public Rendering(Values values, Set<Allow> allowed) {
    this.values = values;
    this.allowed = Set.copyOf(allowed);
  }

  /// The same with one more name for expressions.
  public Rendering with(String name, Object value) {
    return new Rendering(values.with(name, value), allowed);
  }

  /// The value of one expression.
  public Object value(Expression expression) throws ExpressionException {
    return values.of(expression);
  }

  /// The value itself when the template is one hole, otherwise text; a [Secret] if one is in it.
  public Object value(Template template) throws ExpressionException {
    var whole = template.whole();
    return whole.isPresent() ? values.of(whole.get()) : text(template, Rendering::plainText);
  }

  /// One argument of a command: no NUL, and no newline, leading dash or emptiness unless allowed.
  public String argument(Template template) throws ExpressionException {
    var text =
        revealed(
            text(
                template,
                (hole, value) -> {
                  var plain = plainText(hole, value);
                  refuseEmpty(hole.expression(), plain);
                  return plain;
                }));
    var constant = template.constant().isPresent();
    if (!constant) {
      check(template, text);
    }
    return text;
  }

  /// A segment of an HTTP path: the constant text stays, every value is percent-encoded.
  public String path(Template template) throws ExpressionException {
    return revealed(
        text(
            template,
            (hole, value) -> {
              var text = plainText(hole, value);
              if (text.equals(".") || text.equals("..")) {
                throw new ExpressionException(
                    hole.expression(), "'" + text + "' would change the path");
              }
              refuseEmpty(hole.expression(), text);
              return percentEncoded(text);
            }));
  }

  /// A header's value; a [Secret] if one is in it. CR and LF are refused.
  public Object header(Template template) throws ExpressionException {
    return text(
        template,
        (hole, value) -> {
          var text = plainText(hole, value);
          if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new ExpressionException(
                hole.expression(), "a header cannot hold a line break or control character");
          }
          refuseEmpty(hole.expression(), text);
          return text;
        });
  }

  /// Plain text without NUL, no value of it empty unless allowed; a [Secret] if one is in it:
  /// environment, standard input, form fields.
  public Object plain(Template template) throws ExpressionException {
    return text(
        template,
        (hole, value) -> {
          var text = withoutNul(hole, value);
          refuseEmpty(hole.expression(), text);
          return text;
        });
  }

  /// A sentence for people: titles, notes, messages. Control characters become visible.
  public String message(Template template) throws ExpressionException {
    return revealed(text(template, (hole, value) -> Visible.text(plainText(hole, value))));
  }

  /// A whole value that must be a duration, or constant text that reads as one.
  public Duration duration(Template template) throws ExpressionException {
    return switch (value(template)) {
      case Duration duration -> duration;
      case String text when Durations.parse(text).isPresent() -> Durations.parse(text).get();
      case Object other ->
          throw new ExpressionException(
              template.place() + ": " + describe(other) + " is no duration such as 30s");
    };
  }

  /// A whole value that must be a whole number, or constant text that reads as one.
  public long number(Template template) throws ExpressionException {
    return switch (value(template)) {
      case Long number -> number;
      case String text when text.matches("\\d{1,18}") -> Long.parseLong(text);
      case Object other ->
          throw new ExpressionException(
              template.place() + ": " + describe(other) + " is no whole number");
    };
  }

  /// `text` percent-encoded for a URL.
  public static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private interface Rule {
    String text(Hole hole, Object value) throws ExpressionException;
  }

  /// The template's text, or a [Secret] when one of its values is one.
  private Object text(Template template, Rule rule) throws ExpressionException {
    var text = new StringBuilder();
    Secret secret = null;
    for (var part : template.parts()) {
      switch (part) {
        case Text(var constant, _) -> text.append(constant);
        case Hole hole -> {
          var value = values.of(hole.expression());
          if (value instanceof Secret found) {
            secret = found;
            text.append(rule.text(hole, found.reveal()));
          } else {
            text.append(rule.text(hole, value));
          }
        }
      }
    }
    return secret == null ? text.toString() : secret.with(text.toString());
  }

  private static String revealed(Object text) throws ExpressionException {
    if (text instanceof Secret secret) {
      throw new ExpressionException("the secret " + secret.name() + " may not stand here");
    }
    return text.toString();
  }

  private void check(Template template, String text) throws ExpressionException {
    refuse(template, text.indexOf('\0') >= 0, "holds a NUL", "");
    refuse(
        template,
        !allowed.contains(Allow.NEWLINE) && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0),
        "holds a line break",
        "newline");
    refuse(template, !allowed.contains(Allow.EMPTY) && text.isEmpty(), "is empty", "empty");
    var leading = template.parts().getFirst() instanceof Hole;
    refuse(
        template,
        leading && !allowed.contains(Allow.DASH) && text.startsWith("-"),
        "begins with '-' and would be read as an option",
        "dash");
  }

  private static void refuse(Template template, boolean wrong, String why, String allow)
      throws ExpressionException {
    if (wrong) {
      throw new ExpressionException(
          template.place()
              + ": the value of "
              + template
              + " "
              + why
              + (allow.isEmpty() ? "" : "; the step can say 'allow: [" + allow + "]'"));
    }
  }

  private void refuseEmpty(Expression expression, String text) throws ExpressionException {
    if (text.isEmpty() && !allowed.contains(Allow.EMPTY)) {
      throw new ExpressionException(
          expression, "the value is empty; the step can say 'allow: [empty]'");
    }
  }

  private static String withoutNul(Hole hole, Object value) throws ExpressionException {
    var text = plainText(hole, value);
    if (text.indexOf('\0') >= 0) {
      throw new ExpressionException(hole.expression(), "the value holds a NUL");
    }
    return text;
  }

  private static String plainText(Hole hole, Object value) throws ExpressionException {
    return switch (value) {
      case String text when !StandardCharsets.UTF_8.newEncoder().canEncode(text) ->
          throw new ExpressionException(
              hole.expression(), "the value holds half a character (a lone surrogate)");
      case String text -> text;
      case Long number -> number.toString();
      case Integer number -> number.toString();
      case Double number -> number(number);
      case Boolean flag -> flag.toString();
      case Instant time -> Times.text(time);
      case Duration duration -> Durations.text(duration);
      case List<?> _ ->
          throw new ExpressionException(
              hole.expression(),
              "a list cannot stand here; join it, for example with .join(\", \")");
      case Map<?, ?> _ ->
          throw new ExpressionException(
              hole.expression(), "a map cannot stand here; take one of its fields");
      case Null _ -> throw new ExpressionException(hole.expression(), "the value is null");
      default ->
          throw new ExpressionException(hole.expression(), describe(value) + " cannot stand here");
    };
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String describe(Object value) {
    return value instanceof Secret secret
        ? "the secret " + secret.name()
        : "'" + Excerpt.of(value.toString()) + "'";
  }
}
