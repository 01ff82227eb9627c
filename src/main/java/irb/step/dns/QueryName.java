package irb.step.dns;

import irb.expr.Excerpt;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Node.Scalar;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;

/// The name that is asked for, e.g. `_sip._tcp.example.com`; it is always absolute. `PTR` takes an
/// address too.
record QueryName(Template template, RecordType type) {
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?");
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  /// Reads it; a constant that is no name is reported.
  static QueryName read(Scalar scalar, RecordType type, Findings findings) {
    var query = new QueryName(Template.parse(scalar, findings), type);
    query
        .template
        .constant()
        .flatMap(query::problem)
        .ifPresent(p -> findings.error(scalar.place(), p, "such as api.example.com"));
    return query;
  }

  Name render(Rendering rendering) throws ExpressionException {
    var value = rendering.plain(template);
    if (value instanceof Secret) {
      throw new ExpressionException(template.place() + ": a secret may not stand in a name");
    }
    var text = value.toString();
    var problem = problem(text);
    if (problem.isPresent()) {
      throw new ExpressionException(template.place() + ": " + problem.get());
    }
    var reverse = reverse(text);
    try {
      return reverse.isPresent() ? reverse.get() : Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new ExpressionException(template.place() + ": " + e.getMessage());
    }
  }

  /// The name under which the host of an address is found; empty for a name.
  private Optional<Name> reverse(String text) {
    if (type != RecordType.PTR || text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReverseMap.fromAddress(Address.getByAddress(text)));
    } catch (UnknownHostException _) {
      return Optional.empty();
    }
  }

  private Optional<String> problem(String text) {
    if (reverse(text).isPresent()) {
      return Optional.empty();
    }
    var shown = "'" + Excerpt.of(text) + "' ";
    var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.length() > LONGEST) {
      return Optional.of(shown + "is longer than the " + LONGEST + " characters of a DNS name");
    }
    for (var label : name.split("\\.", -1)) {
      if (label.length() > LONGEST_LABEL) {
        return Optional.of(
            shown + "has more than " + LONGEST_LABEL + " characters between two dots");
      }
      if (!LABEL.matcher(label).matches()) {
        return Optional.of(
            shown + "is no DNS name: between its dots stand letters, digits, '_' and inner '-'");
      }
    }
    return Optional.empty();
  }
}
