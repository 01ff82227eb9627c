package irb.runbook;

import irb.expr.Durations;
import irb.expr.Template;
import irb.runbook.Playbook.Contact;
import irb.runbook.Playbook.Environment;
import irb.runbook.Playbook.Field;
import irb.runbook.Playbook.Freeze;
import irb.runbook.Playbook.MessageTemplate;
import irb.runbook.Playbook.Role;
import irb.runbook.Playbook.Rung;
import irb.runbook.Playbook.Severity;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Nearest;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.step.Target;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads `playbook.yaml`, and checks that what it names within itself is there.
public final class PlaybookReader {
  private final Findings findings;

  public PlaybookReader(Findings findings) {
    this.findings = findings;
  }

  /// The playbook in `root`; empty when it has no name.
  public Optional<Playbook> read(Node root) {
    var form = Form.of(root, "a playbook", findings);
    var name = form.requiredScalar("playbook");
    var title = form.requiredScalar("title");
    form.form("source").ifPresent(this::source);
    var severities = map(form, "severities", this::severity);
    var channels = new ChannelReader(List.copyOf(severities.keySet()), findings);
    var playbook =
        new Playbook(
            name.map(Scalar::text).orElse(""),
            title.map(Scalar::text).orElse(""),
            duration(form, "review_every"),
            form.scalar("timezone").map(this::zone).orElse(ZoneOffset.UTC),
            map(form, "environments", this::environment),
            form.texts("secrets"),
            severities,
            map(form, "contacts", this::contact),
            map(form, "roles", this::role),
            form.list("escalation").stream().flatMap(n -> rung(n).stream()).toList(),
            map(form, "channels", channels::read),
            map(form, "templates", this::template),
            map(form, "targets", new TargetReader(findings)::read),
            form.list("freeze").stream().map(this::freeze).toList(),
            map(form, "checklists", this::checklist),
            name.map(Scalar::place).orElse(root.place()));
    form.done();
    new References(form, playbook).check();
    return name.map(_ -> playbook);
  }

  private void source(Form form) {
    form.text("document");
    form.text("section");
    form.done();
  }

  private <T> Map<String, T> map(Form form, String key, BiFunction<Scalar, Node, T> read) {
    var map = new LinkedHashMap<String, T>();
    form.form(key)
        .ifPresent(
            f -> f.entries().forEach((name, node) -> map.put(name.text(), read.apply(name, node))));
    return map;
  }

  private Environment environment(Scalar name, Node node) {
    var form = Form.of(node, "an environment", findings);
    var environment = new Environment(name.text(), form.flag("protected"));
    form.done();
    return environment;
  }

  private Severity severity(Scalar key, Node node) {
    var form = Form.of(node, "a severity", findings);
    var severity =
        new Severity(
            key.text(),
            form.text("name").orElse(key.text()),
            form.text("means"),
            form.texts("signs"),
            duration(form, "respond"),
            duration(form, "update_every"),
            duration(form, "escalate_after"),
            form.texts("escalate"),
            form.texts("channels"),
            form.texts("open"),
            duration(form, "review"));
    form.done();
    return severity;
  }

  private Contact contact(Scalar key, Node node) {
    var form = Form.of(node, "a contact", findings);
    var name = form.requiredScalar("name").map(Scalar::text).orElse(key.text());
    var ways = new LinkedHashMap<String, Template>();
    for (var way : List.of("phone", "email", "slack", "hours", "note")) {
      form.scalar(way).ifPresent(s -> ways.put(way, Template.parse(s, findings)));
    }
    form.done();
    return new Contact(key.text(), name, ways);
  }

  private Role role(Scalar key, Node node) {
    var form = Form.of(node, "a role", findings);
    var role =
        new Role(
            key.text(),
            form.text("name").orElse(key.text()),
            form.text("contact"),
            form.text("escalates_to"),
            form.texts("decides"),
            form.texts("duties"));
    form.done();
    return role;
  }

  private Optional<Rung> rung(Node node) {
    var form = Form.of(node, "a rung of the escalation", findings);
    var to = form.requiredScalar("to");
    var after = duration(form, "after");
    var severities = form.texts("severities");
    form.done();
    return to.map(t -> new Rung(t.text(), after, severities));
  }

  private MessageTemplate template(Scalar key, Node node) {
    var form = Form.of(node, "a message template", findings);
    var fields = map(form, "fields", this::field);
    var subject = form.scalar("subject").map(s -> Template.parse(s, findings));
    var text =
        form.requiredScalar("text")
            .map(s -> Template.parse(s, findings))
            .orElse(new Template(key, List.of()));
    var template =
        new MessageTemplate(
            key.text(),
            form.texts("to"),
            form.texts("severities"),
            duration(form, "within"),
            fields,
            subject,
            text);
    form.done();
    return template;
  }

  private Field field(Scalar key, Node node) {
    var form = Form.of(node, "a field", findings);
    var field = new Field(key.text(), form.text("ask"), form.text("default"));
    form.done();
    return field;
  }

  private Freeze freeze(Node node) {
    var form = Form.of(node, "a freeze window", findings);
    var from = form.requiredScalar("from").map(Scalar::text).orElse("");
    var to = form.requiredScalar("to").map(Scalar::text).orElse("");
    var freeze =
        new Freeze(from, to, form.texts("days"), form.text("reason").orElse(""), form.place());
    FreezeWindow.problem(freeze)
        .ifPresent(p ->
            findings.error(
                form.place(),
                p,
                "for example {from: 2026-12-20, to: 2027-01-02} or {days: [fri], from: \"16:00\","
                    + " to: \"24:00\"}"));
    form.done();
    return freeze;
  }

  private List<Template> checklist(Scalar key, Node node) {
    var form = new Form(new Node.Mapping(node.place(), List.of()), "a checklist", findings);
    return form.asScalars(node, "checklist '" + key + "'").stream()
        .map(s -> Template.parse(s, findings))
        .toList();
  }

  private ZoneId zone(Scalar scalar) {
    try {
      return ZoneId.of(scalar.text());
    } catch (DateTimeException _) {
      findings.error(
          scalar.place(), "'" + scalar + "' is no time zone", "for example UTC or Europe/Berlin");
      return ZoneOffset.UTC;
    }
  }

  private Optional<Duration> duration(Form form, String key) {
    var scalar = form.scalar(key);
    var duration = scalar.flatMap(s -> Durations.parse(s.text()));
    if (scalar.isPresent() && duration.isEmpty()) {
      findings.error(
          scalar.get().place(),
          "'" + key + "' is a duration such as 15m or 1h, and this is '" + scalar.get() + "'");
    }
    return duration;
  }

  /// Whatever names something within the playbook must name something that is there.
  private final class References {
    private final Form form;
    private final Playbook playbook;

    References(Form form, Playbook playbook) {
      this.form = form;
      this.playbook = playbook;
    }

    void check() {
      for (var severity : playbook.severities().values()) {
        severity.escalate().forEach(c -> contact("severities", c));
        severity.open().forEach(c -> known("severities", "checklist", c, playbook.checklists()));
        severity.channels().forEach(c -> known("severities", "channel", c, playbook.channels()));
      }
      for (var role : playbook.roles().values()) {
        role.contact().ifPresent(c -> contact("roles", c));
        role.escalatesTo().ifPresent(c -> contact("roles", c));
      }
      for (var rung : playbook.escalation()) {
        contact("escalation", rung.contact());
        rung.severities().forEach(s -> known("escalation", "severity", s, playbook.severities()));
      }
      for (var template : playbook.templates().values()) {
        template.to().forEach(c -> known("templates", "channel", c, playbook.channels()));
        template
            .severities()
            .forEach(s -> known("templates", "severity", s, playbook.severities()));
      }
      for (var target : playbook.targets().values()) {
        target.via().ifPresent(v -> via(target.place(), v));
      }
    }

    private void via(Place target, String name) {
      known("targets", "target", name, playbook.targets());
      var through = playbook.targets().get(name);
      if (through != null && through.kind() != Target.Kind.SSH) {
        findings.error(
            target,
            "'via' names an ssh target, and '" + name + "' is of kind " + through.kind(),
            "");
      }
    }

    private void contact(String where, String name) {
      known(where, "contact", name, playbook.contacts());
    }

    private void known(String where, String what, String name, Map<String, ?> there) {
      if (!there.containsKey(name)) {
        findings.error(
            new Occurrence(form, where).of(name),
            "there is no " + what + " '" + name + "'",
            Nearest.hint(name, new ArrayList<>(there.keySet())));
      }
    }
  }
}
