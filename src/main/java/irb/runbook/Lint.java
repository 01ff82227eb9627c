package irb.runbook;

import irb.expr.Expression;
import irb.expr.Expressions;
import irb.expr.Scope;
import irb.expr.Shape;
import irb.runbook.Go.ToEnd;
import irb.source.Findings;
import irb.source.Nearest;
import java.util.Set;

/// Checks what a runbook means: its graph, its expressions, its targets, and that nothing is
/// changed where nothing may be changed.
public final class Lint {
  private final Runbook runbook;
  private final Set<String> unread;
  private final Playbook playbook;
  private final Findings findings;
  private final Scope scope;
  private final Lending lending;
  private final SlotRules slots;
  private final TargetRules targets;
  private final EffectRules effects;
  private final RunRules runs;
  private final SaveRules saves;

  /// `unread` are the ids of steps that are there and could not be read; "" stands for one without
  /// an id.
  public Lint(
      Runbook runbook,
      Set<String> unread,
      Playbook playbook,
      Expressions expressions,
      Findings findings) {
    this.unread = Set.copyOf(unread);
    this.runbook = runbook;
    this.playbook = playbook;
    this.findings = findings;
    this.scope = withUnread(Scopes.of(runbook, playbook), unread);
    this.lending = new Lending(playbook);
    this.slots = new SlotRules(runbook, expressions, findings);
    this.targets = new TargetRules(playbook, findings);
    this.effects = new EffectRules(findings);
    this.runs = new RunRules(runbook, findings);
    this.saves = new SaveRules(findings);
  }

  private static Scope withUnread(Scope scope, Set<String> unread) {
    var names = scope;
    for (var id : unread) {
      names = names.with(id, Shape.ANY);
    }
    return names;
  }

  public void check() {
    severity();
    new GraphRules(runbook, unread, findings).check();
    for (var step : runbook.steps()) {
      var own = step instanceof ActionStep act ? Scopes.withResult(scope, act) : scope;
      step.conditions().forEach(c -> condition(c, step, own));
      step.slots().forEach(s -> slots.slot(s, scope));
      step.onFailure().ifPresent(this::contact);
      switch (step) {
        case ActionStep act -> action(act);
        case DecideStep decide -> decide.decision().ways().forEach(this::contact);
      }
    }
    slots.checkUnused();
  }

  private void severity() {
    var known = playbook.severities().keySet();
    var written = runbook.about().severity();
    if (written.isEmpty() && !known.isEmpty()) {
      findings.error(
          runbook.place(),
          "a runbook of this playbook needs 'severity'",
          "one of " + String.join(", ", known));
    }
    written
        .filter(s -> !known.contains(s))
        .ifPresent(s ->
            findings.error(
                runbook.about().severityPlace().orElse(runbook.place()),
                "the playbook has no severity '" + s + "'",
                known.isEmpty()
                    ? "it names none; add 'severities' to playbook.yaml"
                    : Nearest.hint(s, known)));
  }

  /// Only `expect` sees `result`.
  private void condition(Expression condition, Step step, Scope withResult) {
    var isExpect =
        step instanceof ActionStep act
            && act.checks().expect().filter(condition::equals).isPresent();
    slots.condition(condition, isExpect ? withResult : scope);
  }

  private void action(ActionStep step) {
    step.flow().next().ifPresent(this::contact);
    var own = Scopes.of(scope, step);
    step.action().slots().forEach(s -> slots.slot(s, own));
    step.preview().ifPresent(p -> p.slots().forEach(s -> slots.slot(s, scope)));
    step.undo().ifPresent(u -> undo(u, step));
    step.actions().forEach(a -> targets.check(a, step));
    step.actions().forEach(a -> lending.check(a, runbook.about().severity(), findings));
    effects.check(step);
    runs.check(step, scope);
    saves.check(step);
  }

  /// An undo is completed with the step's own result.
  private void undo(ActionStep.Undo undo, ActionStep step) {
    if (undo instanceof ActionStep.Undo.By(var action)) {
      var own = Scopes.withResult(Scopes.of(scope, step), step);
      action.slots().forEach(s -> slots.slot(s, own));
    }
  }

  private void contact(Go go) {
    if (go instanceof ToEnd(_, var contact, var place)
        && contact.isPresent()
        && !playbook.contacts().containsKey(contact.get())) {
      findings.error(
          place,
          "the playbook has no contact '" + contact.get() + "'",
          Nearest.hint(contact.get(), playbook.contacts().keySet()));
    }
  }
}
