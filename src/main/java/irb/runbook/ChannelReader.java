package irb.runbook;

import irb.expr.JsonTree;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Nearest;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.source.Style;
import irb.step.Channel;
import irb.step.Channel.Content;
import irb.step.Channel.Verb;
import irb.step.Channel.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads an entry of `channels:`; its kind is the one key of it that names a way to send.
final class ChannelReader {
  static final List<String> KINDS = List.of("slack", "email", "pagerduty", "http", "manual");
  private static final String SMTP = "${{ env.SMTP_URL }}";

  private final List<String> severities;
  private final Findings findings;

  /// `severities` are the playbook's, worst first.
  ChannelReader(List<String> severities, Findings findings) {
    this.severities = List.copyOf(severities);
    this.findings = findings;
  }

  Channel read(Scalar key, Node node) {
    var form = Form.of(node, "a channel", findings);
    var kinds = form.keys().stream().map(Scalar::text).filter(KINDS::contains).toList();
    var misspelt = form.keys().stream().anyMatch(k -> Nearest.to(k.text(), KINDS).isPresent());
    if (form.isRead() && (kinds.size() > 1 || (kinds.isEmpty() && !misspelt))) {
      findings.error(
          form.place(),
          "a channel is exactly one of " + String.join(", ", KINDS),
          "for example incidents: {slack: \"${{ env.SLACK_WEBHOOK_URL }}\"}");
    }
    form.allow(KINDS.toArray(String[]::new));
    var kind = kinds.stream().findFirst();
    var way = kind.flatMap(k -> form.node(k).flatMap(n -> way(k, n)));
    var name = form.scalar("name").map(this::template);
    var external = isExternal(form);
    form.done();
    return new Channel(key.text(), name, external, way.orElseGet(() -> unread(key)));
  }

  private static Way unread(Scalar key) {
    return new Channel.Manual(new Template(key, List.of()));
  }

  private boolean isExternal(Form form) {
    var audience = form.scalar("audience");
    audience
        .filter(a -> !a.text().equals("external") && !a.text().equals("internal"))
        .ifPresent(a ->
            findings.error(
                a.place(), "'audience' is internal or external, and this is '" + a + "'"));
    return audience.filter(a -> a.text().equals("external")).isPresent();
  }

  private Optional<Way> way(String kind, Node node) {
    return switch (kind) {
      case "slack" -> text(node, kind).<Way>map(Channel.Slack::new);
      case "email" -> email(node);
      case "pagerduty" -> pagerduty(node);
      case "http" -> http(node);
      default -> text(node, kind).<Way>map(Channel.Manual::new);
    };
  }

  private Optional<Template> text(Node node, String kind) {
    var scalar =
        new Form(new Node.Mapping(node.place(), List.of()), "a channel", findings)
            .asScalar(node, "'" + kind + "'");
    scalar
        .filter(s -> s.text().isBlank())
        .ifPresent(s -> findings.error(s.place(), "'" + kind + "' says nothing"));
    return scalar.map(this::template);
  }

  private Optional<Way> email(Node node) {
    if (!(node instanceof Node.Mapping)) {
      var to = addresses(node);
      return to.isEmpty()
          ? Optional.empty()
          : Optional.of(new Channel.Email(to, Optional.empty(), smtp(node), Optional.empty()));
    }
    var form = Form.of(node, "an email channel", findings);
    var to = form.required("to").map(this::addresses).orElse(List.of());
    var from = form.scalar("from").map(this::template);
    var smtp = form.scalar("smtp").map(this::template).orElseGet(() -> smtp(node));
    var password = form.scalar("password").map(this::template);
    password
        .filter(p -> p.expressions().isEmpty())
        .ifPresent(p ->
            findings.error(
                p.place(),
                "a password does not stand in a playbook",
                "take it from a variable: \"${{ env.SMTP_PASSWORD }}\""));
    form.done();
    return to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Channel.Email(to, from, smtp, password));
  }

  private List<Template> addresses(Node node) {
    var form = new Form(new Node.Mapping(node.place(), List.of()), "a channel", findings);
    var addresses = form.asScalars(node, "'to'");
    if (addresses.isEmpty() && node instanceof Node.Sequence) {
      findings.error(node.place(), "this mail goes to nobody", "name an address");
    }
    for (var address : addresses) {
      if (!address.text().contains("@") && !address.text().contains("${{")) {
        findings.error(
            address.place(),
            "'" + address + "' is no mail address",
            "for example ops@example.com, or \"${{ env.ONCALL_EMAIL }}\"");
      }
    }
    return addresses.stream().map(this::template).toList();
  }

  /// Where nothing else is said, the server is the environment's.
  private Template smtp(Node node) {
    return template(new Scalar(node.place(), SMTP, Style.BLOCK, 0));
  }

  private Optional<Way> pagerduty(Node node) {
    if (node instanceof Scalar) {
      return text(node, "pagerduty")
          .map(k -> new Channel.Pagerduty(k, Optional.empty(), Optional.empty(), severities));
    }
    var form = Form.of(node, "a pagerduty channel", findings);
    var key = form.requiredScalar("routing_key").map(this::template);
    var url = form.scalar("url").map(this::template);
    var source = form.scalar("source").map(this::template);
    form.done();
    return key.map(k -> new Channel.Pagerduty(k, url, source, severities));
  }

  private Optional<Way> http(Node node) {
    if (node instanceof Scalar) {
      return text(node, "http")
          .map(url -> new Channel.Http(Verb.POST, url, new LinkedHashMap<>(), Optional.empty()));
    }
    var form = Form.of(node, "an http channel", findings);
    var url = form.requiredScalar("url").map(this::template);
    var verb = form.word("method", Verb.class).orElse(Verb.POST);
    var headers = new LinkedHashMap<String, Template>();
    form.scalarMap("headers").forEach((name, value) -> headers.put(name, template(value)));
    var json = form.node("json").flatMap(n -> JsonTree.read(n, findings)).map(Content.Json::new);
    var body = form.scalar("body").map(this::template);
    if (form.has("json") && form.has("body")) {
      findings.error(
          form.keyPlace("body"), "'body' stands beside 'json'", "a request has one body");
    }
    body.filter(b -> b.whole().isEmpty() && !b.expressions().isEmpty())
        .ifPresent(b ->
            findings.error(
                b.place(),
                "'body' is constant, or nothing but one value",
                "use json:, which encodes values"));
    form.done();
    Optional<Content> content = json.map(j -> (Content) j).or(() -> body.map(Content.Plain::new));
    return url.map(u -> new Channel.Http(verb, u, headers, content));
  }

  private Template template(Scalar scalar) {
    return Template.parse(scalar, findings);
  }
}
