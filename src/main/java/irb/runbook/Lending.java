package irb.runbook;

import irb.runbook.Playbook.MessageTemplate;
import irb.source.Findings;
import irb.source.Nearest;
import irb.step.Action;
import irb.step.Blank;
import irb.step.Borrowed;
import irb.step.Channel;
import irb.step.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives the actions of a runbook what they name of its playbook: checklists and messages.
public final class Lending {
  private final Playbook playbook;

  public Lending(Playbook playbook) {
    this.playbook = playbook;
  }

  /// Reports what `action`, of a runbook of `severity`, names and the playbook does not have.
  void check(Action action, Optional<String> severity, Findings findings) {
    var before = findings.all().size();
    for (var borrowed : action.borrowed()) {
      var known = known(borrowed.kind()).keySet();
      var name = borrowed.name();
      if (!known.contains(name.text())) {
        findings.error(
            name.place(),
            "the playbook has no " + borrowed.kind().words() + " '" + name + "'",
            Nearest.hint(name.text(), known));
      }
    }
    if (findings.all().size() == before) {
      lend(action, severity).check(findings);
    }
  }

  /// `runbook` and those that it runs, with what stands behind the names.
  public Runbook lend(Runbook runbook) {
    var nested = new LinkedHashMap<String, Runbook>();
    runbook.nested().forEach((name, inner) -> nested.put(name, lend(inner)));
    var severity = runbook.about().severity();
    return runbook.running(nested).mapping(a -> lend(a, severity));
  }

  private Action lend(Action action, Optional<String> severity) {
    var lent = action;
    for (var borrowed : action.borrowed()) {
      var name = borrowed.name().text();
      lent =
          switch (borrowed.kind()) {
            case CHECKLIST ->
                lent.with(borrowed, playbook.checklists().getOrDefault(name, List.of()));
            case CHANNEL -> channel(name).map(lent::with).orElse(lent);
            case TEMPLATE -> wording(name, severity).map(lent::with).orElse(lent);
          };
    }
    return lent;
  }

  private Optional<Channel> channel(String name) {
    return Optional.ofNullable(playbook.channels().get(name));
  }

  private Optional<Wording> wording(String name, Optional<String> severity) {
    return Optional.ofNullable(playbook.templates().get(name)).map(m -> wording(m, severity));
  }

  private Wording wording(MessageTemplate message, Optional<String> severity) {
    var blanks =
        message.fields().values().stream()
            .map(f -> new Blank(f.key(), f.ask(), f.standard()))
            .toList();
    var named = message.to().isEmpty() ? channels(severity) : message.to();
    var to = named.stream().flatMap(c -> channel(c).stream()).toList();
    return new Wording(to, blanks, message.subject(), message.text());
  }

  /// Where messages of `severity` go.
  private List<String> channels(Optional<String> severity) {
    return severity
        .flatMap(s -> Optional.ofNullable(playbook.severities().get(s)))
        .map(Playbook.Severity::channels)
        .orElse(List.of());
  }

  private Map<String, ?> known(Borrowed.Kind kind) {
    return switch (kind) {
      case CHECKLIST -> playbook.checklists();
      case CHANNEL -> playbook.channels();
      case TEMPLATE -> playbook.templates();
    };
  }
}
