package irb.step.http;

import irb.expr.JsonTree;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.web.HeaderRules;
import irb.web.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what stands under `http`.
final class HttpReader {
  private static final List<String> BODIES = List.of("json", "form", "body");

  private final Findings findings;

  HttpReader(Findings findings) {
    this.findings = findings;
  }

  Optional<HttpAction> read(Node node) {
    if (!(node instanceof Mapping mapping)) {
      findings.error(
          node.place(),
          "an http action is a mapping, and this is " + node.kind(),
          "write {target: NAME, get: /path}");
      return Optional.empty();
    }
    var form = new Form(mapping, "an http action", findings);
    var target = form.scalar("target");
    var method = method(form);
    var address =
        method
            .flatMap(m -> form.scalar(m.key()))
            .flatMap(s -> new AddressReader(s, findings).read());
    var query = templates(form, "query");
    var headers = headers(form);
    var body = body(form, method);
    var follow = follow(form, method);
    form.done();
    if (address.isPresent() && address.get() instanceof Address.Absolute && target.isPresent()) {
      findings.error(
          target.get().place(),
          "a whole URL is sent without a target",
          "remove the target, or write only the path");
    }
    return method.isPresent() && address.isPresent()
        ? Optional.of(
            new HttpAction(method.get(), target, address.get(), query, headers, body, follow))
        : Optional.empty();
  }

  private Optional<Method> method(Form form) {
    form.allow(Method.keys().toArray(String[]::new));
    Method found = null;
    for (var method : Method.values()) {
      if (form.has(method.key()) && found != null) {
        findings.error(
            form.keyPlace(method.key()),
            "'" + method.key() + "' stands beside '" + found.key() + "'",
            "an http action is one request");
      } else if (form.has(method.key())) {
        found = method;
      }
    }
    if (found == null) {
      findings.error(
          form.place(),
          "an http action needs one of " + String.join(", ", Method.keys()),
          "such as get: /api/v1/health");
    }
    return Optional.ofNullable(found);
  }

  private boolean follow(Form form, Optional<Method> method) {
    var follow = form.flag("follow");
    if (follow && method.isPresent() && !method.get().effect().isRead()) {
      findings.error(
          form.keyPlace("follow"),
          "only a read follows redirects; a write is sent once",
          "remove it, or write the path that it leads to");
    }
    return follow;
  }

  private Body body(Form form, Optional<Method> method) {
    form.allow(BODIES.toArray(String[]::new));
    var given = BODIES.stream().filter(form::has).toList();
    if (given.isEmpty()) {
      return new Body.None();
    }
    if (given.size() > 1) {
      findings.error(
          form.keyPlace(given.get(1)),
          "'" + given.get(1) + "' stands beside '" + given.getFirst() + "'",
          "a request has one body");
    }
    if (method.isPresent() && method.get().effect().isRead()) {
      findings.error(
          form.keyPlace(given.getFirst()),
          "'" + method.get().key() + "' has no body",
          "use query:, or post, put, patch or delete");
    }
    return switch (given.getFirst()) {
      case "json" -> form.node("json").map(this::json).orElse(new Body.None());
      case "form" -> new Body.Form(templates(form, "form"));
      default -> form.scalar("body").map(this::plain).orElse(new Body.None());
    };
  }

  private Body json(Node node) {
    return JsonTree.read(node, findings).<Body>map(Body.Json::new).orElse(new Body.None());
  }

  private Body plain(Scalar scalar) {
    var template = Template.parse(scalar, findings);
    for (var expression : template.expressions()) {
      findings.error(
          expression.place(), "'body' takes no values", "use json: or form:, which encode them");
    }
    return new Body.Plain(template.constant().orElse(""));
  }

  private Map<String, Template> headers(Form form) {
    var headers = templates(form, "headers");
    var seen = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, template) -> {
      var twice = seen.put(name, name);
      var place = template.place();
      if (!HeaderRules.isName(name)) {
        findings.error(place, "'" + name + "' is no name of a header", "");
      } else if (HeaderRules.isOurs(name)) {
        findings.error(place, "irb sets the header '" + name + "' itself", "remove it");
      } else if (twice != null) {
        findings.error(place, "the header '" + name + "' stands here as '" + twice + "' too");
      }
      if (template.parts().stream().anyMatch(HttpReader::hasControl)) {
        findings.error(place, "a header is one line without control characters", "");
      }
    });
    return headers;
  }

  private static boolean hasControl(Template.Part part) {
    return part instanceof Template.Text(var text, _) && HeaderRules.hasControl(text);
  }

  private Map<String, Template> templates(Form form, String key) {
    var templates = new LinkedHashMap<String, Template>();
    form.form(key)
        .ifPresent(f ->
            f.entries()
                .forEach((name, value) -> {
                  constantName(name.text(), name.place(), findings);
                  f.asScalar(value, "'" + name + "'")
                      .ifPresent(s -> templates.put(name.text(), Template.parse(s, findings)));
                }));
    return templates;
  }

  /// A name is never a value.
  static void constantName(String name, Place place, Findings findings) {
    if (name.contains("${{")) {
      findings.error(place, "a name takes no values", "only what stands behind the ':' does");
    }
  }
}
