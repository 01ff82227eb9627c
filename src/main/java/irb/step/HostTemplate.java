package irb.step;

import irb.expr.Excerpt;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Node.Scalar;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/// A host as an action says it, e.g. `api.example.com`, `127.0.0.1`, `::1` or `${{ params.host }}`;
/// nothing else fits, whatever the value.
public record HostTemplate(Template template) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\\.(?!\\z)|\\.?\\z))+");
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:%[A-Za-z0-9_.-]{1,15})?");
  private static final int LONGEST = 254;
  private static final String FIX = "write a name such as api.example.com, or an address";

  /// Reads it; a constant that is no host is reported.
  public static HostTemplate read(Scalar scalar, Findings findings) {
    var template = Template.parse(scalar, findings);
    template
        .constant()
        .filter(text -> !fits(text))
        .ifPresent(text -> findings.error(scalar.place(), problem(text), FIX));
    return new HostTemplate(template);
  }

  /// The host with its values, as it is.
  public String render(Rendering rendering) throws ExpressionException {
    var value = rendering.plain(template);
    if (value instanceof Secret || !fits(value.toString())) {
      throw new ExpressionException(template.place() + ": " + problem(value.toString()));
    }
    return value.toString();
  }

  /// Whether `text` is a host name of letters, digits, `-` and `_`, or an IP address.
  public static boolean fits(String text) {
    return text.length() <= LONGEST && (NAME.matcher(text).matches() || isIpv6(text));
  }

  /// Whether `text` is an IPv6 address, without brackets.
  public static boolean isIpv6(String text) {
    var address = ADDRESS.matcher(text);
    if (text.indexOf(':') < 0 || !address.matches()) {
      return false;
    }
    try {
      Inet6Address.ofLiteral(address.group(1));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String problem(String text) {
    return "'" + Excerpt.of(text) + "' is no host name or address";
  }
}
