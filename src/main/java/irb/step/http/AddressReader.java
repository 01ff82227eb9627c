package irb.step.http;

import irb.expr.Template;
import irb.expr.Template.Part;
import irb.expr.Template.Text;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.web.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// Reads what stands under `get`, `post` and the like.
final class AddressReader {
  private static final Set<String> DOTS = Set.of(".", "..", "%2e", "%2e%2e", ".%2e", "%2e.");

  private final Scalar scalar;
  private final Findings findings;

  AddressReader(Scalar scalar, Findings findings) {
    this.scalar = scalar;
    this.findings = findings;
  }

  Optional<Address> read() {
    var template = Template.parse(scalar, findings);
    return scalar.text().matches("(?is)https?://.*") ? absolute(template) : path(template);
  }

  private Optional<Address> absolute(Template template) {
    var constant = template.constant();
    if (constant.isEmpty()) {
      var hole = template.expressions().getFirst();
      return refused(
          hole.place(),
          "a whole URL is constant",
          "make its server a target of the playbook, and write the path here");
    }
    var url = HttpUrl.parse(constant.get());
    if (url == null || HeaderRules.hasControl(constant.get())) {
      return refused(scalar.place(), "this is no URL", "such as https://example.com/health");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      return refused(
          scalar.place(), "the URL holds credentials", "use headers, with a variable of env");
    }
    if (url.fragment() != null) {
      return fragment(constant.get().indexOf('#'));
    }
    return Optional.of(new Address.Absolute(scalar, url));
  }

  private Optional<Address> path(Template template) {
    if (!scalar.text().startsWith("/")) {
      return refused(
          scalar.place(),
          "a path begins with '/', and this is '" + scalar + "'",
          "or write one whole URL, with http:// or https://");
    }
    for (var part : template.parts()) {
      if (part instanceof Text(var text, var offset)) {
        if (HeaderRules.hasControl(text)) {
          return refused(scalar.place(), "a path is one line without control characters", "");
        }
        if (text.indexOf('#') >= 0) {
          return fragment(offset + text.indexOf('#'));
        }
      }
    }
    return split(template.parts());
  }

  /// What stands before the first constant `?` is the path, what follows is constant query text.
  private Optional<Address> split(List<Part> parts) {
    var path = new ArrayList<Part>();
    var query = "";
    for (var i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Text(var text, var offset) && text.indexOf('?') >= 0) {
        if (i + 1 < parts.size()) {
          return refused(
              scalar.at(parts.get(i + 1).offset()),
              "a value stands behind the '?' of a path",
              "use query:");
        }
        path.add(new Text(text.substring(0, text.indexOf('?')), offset));
        query = text.substring(text.indexOf('?') + 1);
      } else {
        path.add(parts.get(i));
      }
    }
    return withoutDots(path)
        ? Optional.of(new Address.AtTarget(new Template(scalar, path), query))
        : Optional.empty();
  }

  /// The client would resolve `..` before it sends the path.
  private boolean withoutDots(List<Part> path) {
    var text = new StringBuilder();
    for (var part : path) {
      text.append(part instanceof Text(var constant, _) ? constant : "{}");
    }
    for (var segment : text.toString().split("/", -1)) {
      if (DOTS.contains(segment.toLowerCase(Locale.ROOT))) {
        refused(scalar.place(), "the path holds '" + segment + "'", "write the path it leads to");
        return false;
      }
    }
    return true;
  }

  private Optional<Address> fragment(int offset) {
    return refused(
        scalar.at(offset), "what follows '#' never reaches a server", "write %23 for the sign");
  }

  private Optional<Address> refused(Place place, String why, String fix) {
    findings.error(place, why, fix);
    return Optional.empty();
  }
}
