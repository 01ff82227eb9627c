package irb.cli;

import irb.expr.Durations;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Rendering;
import irb.expr.Template;
import irb.expr.Visible;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Playbook.Contact;
import irb.runbook.Playbook.Freeze;
import irb.runbook.Playbook.MessageTemplate;
import irb.runbook.Playbook.Role;
import irb.runbook.Playbook.Rung;
import irb.runbook.Playbook.Severity;
import irb.runbook.Scopes;
import irb.step.Channel;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A playbook for reading: how bad is what, who is told and how they are reached, what they say,
/// and what people go through. Contacts have the values of `environment`; a variable that is
/// missing is shown as it is written.
record PlaybookText(
    PrintWriter out, Playbook playbook, Environment environment, Expressions expressions) {
  void print(List<String> runbooks) {
    out.println(Visible.line(playbook.name() + " — " + playbook.title()));
    playbook
        .reviewEvery()
        .ifPresent(r -> out.println("runbooks are reviewed every " + Durations.text(r)));
    section("severities, worst first", playbook.severities().values(), this::severity);
    section("escalation", playbook.escalation(), this::rung);
    section("contacts", playbook.contacts().values(), this::contact);
    section("roles", playbook.roles().values(), PlaybookText::role);
    section("channels", playbook.channels().values(), this::channel);
    section("freeze windows", playbook.freezes(), PlaybookText::freeze);
    section("checklists", playbook.checklists().entrySet(), this::checklist);
    section("messages", playbook.templates().values(), PlaybookText::message);
    section("runbooks", runbooks, List::of);
  }

  /// What a section holds: the first line of each entry, and what stands below it.
  private interface Entry<T> {
    List<String> lines(T one);
  }

  private <T> void section(String title, Iterable<T> all, Entry<T> entry) {
    var entries = new ArrayList<List<String>>();
    all.forEach(one -> entries.add(entry.lines(one)));
    if (entries.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    for (var lines : entries) {
      out.println("  " + Visible.text(lines.getFirst()));
      lines.stream().skip(1).forEach(l -> out.println(Visible.text("      " + l).stripTrailing()));
    }
  }

  private List<String> severity(Severity severity) {
    var lines = new ArrayList<String>();
    lines.add(
        severity.key() + "  " + severity.name() + severity.means().map(m -> ": " + m).orElse(""));
    var times = new ArrayList<String>();
    time("respond within", severity.respond(), times);
    time("update every", severity.updateEvery(), times);
    time("escalate after", severity.escalateAfter(), times);
    time("review within", severity.review(), times);
    add("", times, "; ", lines);
    add("signs: ", severity.signs(), "; ", lines);
    add("tell: ", severity.escalate().stream().map(this::name).toList(), ", ", lines);
    add("on: ", severity.channels(), ", ", lines);
    add("go through: ", severity.open(), ", ", lines);
    return lines;
  }

  private static void time(String what, Optional<Duration> time, List<String> times) {
    time.ifPresent(t -> times.add(what + " " + Durations.text(t)));
  }

  private static void add(String label, List<String> words, String between, List<String> lines) {
    if (!words.isEmpty()) {
      lines.add(label + String.join(between, words));
    }
  }

  private List<String> rung(Rung rung) {
    var when = rung.after().map(a -> "after " + Durations.text(a) + ": ").orElse("");
    var only = rung.severities().isEmpty() ? "" : " (" + String.join(", ", rung.severities()) + ")";
    return List.of(when + name(rung.contact()) + only);
  }

  private String name(String contact) {
    return Optional.ofNullable(playbook.contacts().get(contact)).map(Contact::name).orElse(contact);
  }

  private List<String> contact(Contact contact) {
    var ways =
        contact.ways().entrySet().stream()
            .map(w -> w.getKey() + " " + filled(w.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(contact.key() + "  " + contact.name() + (ways.isEmpty() ? "" : ": " + ways));
  }

  private static List<String> role(Role role) {
    var lines = new ArrayList<String>();
    lines.add(role.key() + "  " + role.name() + role.contact().map(c -> ": " + c).orElse(""));
    role.escalatesTo().ifPresent(e -> lines.add("escalates to " + e));
    add("decides: ", role.decides(), ", ", lines);
    add("duties: ", role.duties(), "; ", lines);
    return lines;
  }

  private List<String> channel(Channel channel) {
    var way =
        channel.way() instanceof Channel.Manual(var text)
            ? "by hand: " + filled(text)
            : channel.way().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return List.of(
        channel.key()
            + "  "
            + way
            + channel.name().map(n -> " " + n).orElse("")
            + (channel.external() ? " (external: always asked)" : ""));
  }

  private static List<String> freeze(Freeze freeze) {
    var days = freeze.days().isEmpty() ? "" : String.join(", ", freeze.days()) + " ";
    return List.of(days + freeze.from() + " to " + freeze.to() + ": " + freeze.reason());
  }

  private List<String> checklist(Map.Entry<String, List<Template>> checklist) {
    var lines = new ArrayList<String>();
    lines.add(checklist.getKey());
    checklist.getValue().forEach(i -> lines.add("[ ] " + filled(i)));
    return lines;
  }

  private static List<String> message(MessageTemplate message) {
    var lines = new ArrayList<String>();
    var within = message.within().map(w -> ", within " + Durations.text(w)).orElse("");
    var to = message.to().isEmpty() ? "" : "  to " + String.join(", ", message.to());
    lines.add(message.key() + to + within);
    message.subject().ifPresent(s -> lines.add("subject: " + s));
    message.text().toString().lines().forEach(lines::add);
    return lines;
  }

  private String filled(Template template) {
    var scope = Scopes.ofTargets(playbook);
    var seen = Map.<String, Object>of("env", environment.bindings(scope));
    try {
      return new Rendering(e -> expressions.evaluate(e, scope, seen), Set.of()).message(template);
    } catch (ExpressionException _) {
      return template.toString();
    }
  }
}
