package irb.runbook;

import irb.expr.Expression;
import irb.expr.Expressions;
import irb.expr.Expressions.Wanted;
import irb.expr.Scope;
import irb.expr.Slot;
import irb.source.Findings;
import java.util.HashSet;
import java.util.Set;

/// Checks the expressions of a runbook, and that no secret or free text stands where it may not.
final class SlotRules {
  private final Runbook runbook;
  private final Expressions expressions;
  private final Findings findings;
  private final Set<String> usedParams = new HashSet<>();

  SlotRules(Runbook runbook, Expressions expressions, Findings findings) {
    this.runbook = runbook;
    this.expressions = expressions;
    this.findings = findings;
  }

  void condition(Expression condition, Scope names) {
    expression(condition, names, Wanted.CONDITION);
  }

  void slot(Slot slot, Scope names) {
    for (var expression : slot.template().expressions()) {
      expression(expression, names, Wanted.VALUE);
      secretsAndFreeText(expression, slot, names);
    }
  }

  /// Reports the parameters that nothing checked so far has used.
  void checkUnused() {
    for (var parameter : runbook.params().values()) {
      if (!usedParams.contains(parameter.name())) {
        findings.warning(
            parameter.place(),
            "parameter '" + parameter.name() + "' is not used",
            "remove it, or use ${{ params." + parameter.name() + " }}");
      }
    }
  }

  private void secretsAndFreeText(Expression expression, Slot slot, Scope names) {
    for (var reference : expression.references()) {
      if (names.isSecret(reference) && !slot.context().takesSecrets()) {
        findings.error(
            expression.at(reference.offset()),
            "the secret " + reference.path().get(1) + " may not stand in " + slot.context().words(),
            "secrets go into env, stdin, headers, or a bind");
      }
      var parameter =
          reference.path().size() == 2 && reference.root().equals("params")
              ? runbook.params().get(reference.path().get(1))
              : null;
      if (parameter != null
          && parameter.type() == Parameter.Type.TEXT
          && !slot.context().takesFreeText()) {
        findings.error(
            expression.at(reference.offset()),
            "free text may not stand in " + slot.context().words(),
            "give the parameter type: string, with a pattern if it needs other characters");
      }
    }
  }

  private void expression(Expression expression, Scope names, Wanted wanted) {
    expressions.check(expression, names, wanted, findings);
    expression.references().stream()
        .filter(r -> r.root().equals("params") && r.path().size() >= 2)
        .forEach(r -> usedParams.add(r.path().get(1)));
  }
}
