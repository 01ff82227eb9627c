package irb.runbook;

import irb.expr.Expressions;
import irb.expr.Expressions.Wanted;
import irb.expr.Scope;
import irb.expr.Template;
import irb.source.Findings;
import irb.step.Channel;
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
    playbook.channels().values().forEach(c -> channel(c, targets, messages));
    playbook.checklists().values().forEach(l -> l.forEach(t -> values(t, messages)));
    for (var template : playbook.templates().values()) {
      var blanks = Scopes.ofMessages(playbook, template.fields().keySet());
      template.subject().ifPresent(t -> message(t, blanks));
      message(template.text(), blanks);
    }
  }

  private void channel(Channel channel, Scope environment, Scope messages) {
    channel.way().settings().forEach(t -> values(t, environment));
    channel.name().ifPresent(t -> message(t, messages));
    var contents = Scopes.ofContents(playbook);
    channel.contents().forEach(t -> values(t, contents));
  }

  /// What people read holds no secret.
  private void message(Template template, Scope scope) {
    values(template, scope);
    for (var expression : template.expressions()) {
      expression.references().stream()
          .filter(scope::isSecret)
          .forEach(r ->
              findings.error(
                  expression.at(r.offset()),
                  "the secret " + r.path().get(1) + " may not stand in a message",
                  "everybody on the channel would read it"));
    }
  }

  private void values(Template template, Scope scope) {
    template.expressions().forEach(e -> expressions.check(e, scope, Wanted.VALUE, findings));
  }
}
