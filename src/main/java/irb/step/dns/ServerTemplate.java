package irb.step.dns;

import irb.expr.Excerpt;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.step.HostTemplate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name server that is asked, e.g. `9.9.9.9`, `ns1.example.com:5353` or `[::1]:53`.
record ServerTemplate(Template template) {
  private static final int PORT = 53;
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)](?::(\\d{1,5}))?");
  private static final Pattern PLAIN = Pattern.compile("([^:]*)(?::(\\d{1,5}))?");

  /// Where it is; its text is for people.
  record Server(String host, int port) {
    @Override
    public String toString() {
      return (HostTemplate.isIpv6(host) ? "[" + host + "]" : host)
          + (port == PORT ? "" : ":" + port);
    }
  }

  /// Reads it; a constant that is no server is reported.
  static ServerTemplate read(Scalar scalar, Findings findings) {
    var template = Template.parse(scalar, findings);
    template
        .constant()
        .filter(text -> parse(text).isEmpty())
        .ifPresent(text ->
            findings.error(scalar.place(), problem(text), "such as 9.9.9.9 or ns1.example.com:53"));
    return new ServerTemplate(template);
  }

  Server render(Rendering rendering) throws ExpressionException {
    var value = rendering.plain(template);
    if (value instanceof Secret) {
      throw new ExpressionException(template.place() + ": a secret may not stand in an address");
    }
    if (template.whole().isEmpty() && !template.toString().startsWith("[")) {
      for (var expression : template.expressions()) {
        refuseColon(expression, rendering.value(expression));
      }
    }
    return parse(value.toString())
        .orElseThrow(
            () -> new ExpressionException(template.place() + ": " + problem(value.toString())));
  }

  /// Beside other text, what follows the `:` of a value would be taken for the port.
  private static void refuseColon(Expression expression, Object value) throws ExpressionException {
    if (value.toString().indexOf(':') >= 0) {
      throw new ExpressionException(
          expression, "the value holds a ':'; an IPv6 address stands in brackets, as [::1]:53");
    }
  }

  private static Optional<Server> parse(String text) {
    if (HostTemplate.isIpv6(text)) {
      return Optional.of(new Server(text, PORT));
    }
    var brackets = BRACKETS.matcher(text);
    if (brackets.matches()) {
      return HostTemplate.isIpv6(brackets.group(1))
          ? server(brackets.group(1), brackets.group(2))
          : Optional.empty();
    }
    var plain = PLAIN.matcher(text);
    return plain.matches() && HostTemplate.fits(plain.group(1))
        ? server(plain.group(1), plain.group(2))
        : Optional.empty();
  }

  private static Optional<Server> server(String host, @Nullable String port) {
    var number = port == null ? PORT : Integer.parseInt(port);
    return number >= 1 && number <= 65_535
        ? Optional.of(new Server(host, number))
        : Optional.empty();
  }

  private static String problem(String text) {
    return "'" + Excerpt.of(text) + "' is no name server";
  }
}
