package irb.runbook;

import irb.expr.Template;
import irb.runbook.Playbook.TargetSpec;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Nearest;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.step.Target.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an entry of `targets:`; its kind is the one key of it that names a kind.
final class TargetReader {
  private static final Map<Kind, List<String>> SETTINGS =
      Map.of(
          Kind.HTTP, List.of(),
          Kind.POSTGRES, List.of("sslmode"),
          Kind.REDIS, List.of(),
          Kind.KUBECTL, List.of("namespace", "kubeconfig", "request_timeout"),
          Kind.SSH, List.of("user", "port", "dir", "identity", "fingerprint"),
          Kind.LOCAL, List.of());
  private static final List<String> POSTGRES_PARTS =
      List.of("host", "port", "database", "user", "password", "sslmode");

  private final Findings findings;

  TargetReader(Findings findings) {
    this.findings = findings;
  }

  TargetSpec read(Scalar name, Node node) {
    var form = Form.of(node, "a target", findings);
    var kinds = Arrays.stream(Kind.values()).filter(k -> form.has(k.toString())).toList();
    var words = Arrays.stream(Kind.values()).map(Kind::toString).toList();
    var misspelt =
        kinds.isEmpty()
            ? form.keys().stream().filter(k -> Nearest.to(k.text(), words).isPresent()).findFirst()
            : Optional.<Scalar>empty();
    misspelt.ifPresent(k ->
        findings.error(
            k.place(), "there is no kind of target '" + k + "'", Nearest.hint(k.text(), words)));
    if (misspelt.isPresent()) {
      form.keys().forEach(k -> form.allow(k.text()));
    } else if (kinds.size() != 1) {
      findings.error(
          form.place(),
          "a target is exactly one of " + String.join(", ", words),
          "for example db: {postgres: \"${{ env.DATABASE_URL }}\"}");
      form.keys().forEach(k -> form.allow(k.text()));
    }
    var kind = kinds.isEmpty() ? Kind.LOCAL : kinds.getFirst();
    var settings = new LinkedHashMap<String, Template>();
    form.node(kind.toString()).ifPresent(n -> main(kind, n, form, settings));
    for (var key : SETTINGS.getOrDefault(kind, List.of())) {
      form.scalar(key).ifPresent(s -> settings.put(key, template(s)));
    }
    if (kind == Kind.SSH) {
      form.node("jump").ifPresent(n -> several(n, "jump", "a jump host", form, settings));
    }
    var headers = kind == Kind.HTTP ? templates(form, "headers") : Map.<String, Template>of();
    var env =
        kind == Kind.LOCAL || kind == Kind.SSH
            ? templates(form, "env")
            : Map.<String, Template>of();
    var via =
        kind == Kind.HTTP || kind == Kind.POSTGRES || kind == Kind.REDIS
            ? form.text("via")
            : Optional.<String>empty();
    form.done();
    return new TargetSpec(name.text(), kind, settings, headers, env, via, name.place());
  }

  /// What stands under the kind: a text, a list of hosts, or the parts of a PostgreSQL address.
  private void main(Kind kind, Node node, Form form, Map<String, Template> settings) {
    switch (node) {
      case Scalar scalar -> settings.put("", template(scalar));
      case Mapping mapping when kind == Kind.POSTGRES -> {
        var parts = new Form(mapping, "a PostgreSQL address", findings);
        for (var part : POSTGRES_PARTS) {
          parts.scalar(part).ifPresent(s -> settings.put(part, template(s)));
        }
        parts.done();
      }
      case Sequence hosts when kind == Kind.SSH -> several(hosts, "host", "a host", form, settings);
      case Mapping _, Sequence _ -> form.asScalar(node, "'" + kind + "'");
    }
  }

  /// A list, under `host0`, `host1` and so on, or one text under the name alone.
  private void several(
      Node node, String name, String what, Form form, Map<String, Template> settings) {
    if (!(node instanceof Sequence list)) {
      form.asScalar(node, what).ifPresent(s -> settings.put(name, template(s)));
      return;
    }
    if (list.items().isEmpty()) {
      findings.error(node.place(), "this list names no host", "an empty list is never every host");
    }
    for (var i = 0; i < list.items().size(); i++) {
      var key = name + i;
      form.asScalar(list.items().get(i), what).ifPresent(s -> settings.put(key, template(s)));
    }
  }

  private Map<String, Template> templates(Form form, String key) {
    var templates = new LinkedHashMap<String, Template>();
    form.scalarMap(key).forEach((name, scalar) -> templates.put(name, template(scalar)));
    return templates;
  }

  private Template template(Scalar scalar) {
    return Template.parse(scalar, findings);
  }
}
