package irb.runbook;

import irb.expr.Expressions;
import irb.expr.Expressions.Wanted;
import irb.expr.Scope;
import irb.expr.Template;
import irb.source.Findings;
import java.util.Set;

/// Checks what a playbook itself says, whatever runbook is run with it.
final class PlaybookRules {
  private final Playbook playbook;
  private final Expressions expressions;
  private final Findings findings;

  PlaybookRules(Playbook playbook, Expressions expressions, Findings findings) {
    this.playbook = playbook;
    this.expressions = expressions;
    this.findings = findings;
  }

  void check() {
    var targets = Scopes.ofTargets(playbook);
    for (var target : playbook.targets().values()) {
      target.settings().values().forEach(t -> values(t, targets));
      target.headers().values().forEach(t -> values(t, targets));
      target.env().values().forEach(t -> values(t, targets));
    }
    var messages = Scopes.ofMessages(playbook, Set.of());
    playbook.contacts().values().forEach(c -> c.ways().values().forEach(t -> values(t, messages)));
    playbook.channels().values().forEach(c -> c.name().ifPresent(t -> values(t, messages)));
    playbook.checklists().values().forEach(l -> l.forEach(t -> values(t, messages)));
    for (var template : playbook.templates().values()) {
      var blanks = Scopes.ofMessages(playbook, template.fields().keySet());
      template.subject().ifPresent(t -> values(t, blanks));
      values(template.text(), blanks);
    }
  }

  private void values(Template template, Scope scope) {
    template.expressions().forEach(e -> expressions.check(e, scope, Wanted.VALUE, findings));
  }
}
