package irb.drill;

import irb.drill.Drill.StateCheck;
import irb.expr.Expression;
import irb.expr.Expressions;
import irb.expr.Expressions.Wanted;
import irb.expr.Scope;
import irb.expr.Shape.Struct;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what is looked at after a run: an action that reads, and a condition on its result.
final class StateReader {
  private final Map<String, StepType> types;
  private final Expressions expressions;
  private final Findings findings;

  StateReader(Map<String, StepType> types, Expressions expressions, Findings findings) {
    this.types = types;
    this.expressions = expressions;
    this.findings = findings;
  }

  Optional<StateCheck> read(Node node) {
    var form = Form.of(node, "a check of the state", findings);
    var type = types.values().stream().filter(t -> form.has(t.key())).findFirst();
    if (type.isEmpty()) {
      form.allow(types.keySet().toArray(String[]::new));
      findings.error(
          form.place(),
          "a check of the state needs an action that reads",
          "for example sql: {target: db, query: \"SELECT 1 AS n\"}");
    }
    var action = type.flatMap(t -> action(form, t));
    var expect = form.scalar("expect").map(Expression::of);
    action.ifPresent(a -> expect.ifPresent(e -> check(a, e)));
    form.done();
    return action.map(a -> new StateCheck(a, expect, form.place()));
  }

  private Optional<? extends Action> action(Form form, StepType type) {
    var action = form.node(type.key()).flatMap(n -> type.read(n, findings));
    action
        .filter(a -> !a.effect().isRead())
        .ifPresent(_ ->
            findings.error(
                form.keyPlace(type.key()), "a check of the state only reads, and this writes"));
    action
        .filter(a -> a.target().isEmpty() && !a.targetKinds().isEmpty())
        .ifPresent(_ -> findings.error(form.keyPlace(type.key()), "the check needs 'target'"));
    action
        .filter(a -> a.nested().isPresent())
        .ifPresent(_ ->
            findings.error(
                form.keyPlace(type.key()),
                "a check of the state runs no runbook",
                "write the action that looks"));
    action.stream()
        .flatMap(a -> a.slots().stream())
        .filter(s -> !s.template().expressions().isEmpty())
        .forEach(s ->
            findings.error(
                s.template().place(),
                "a check of the state takes no values of the run",
                "write the value out"));
    return action;
  }

  private void check(Action action, Expression expect) {
    expressions.check(expect, scope(action), Wanted.CONDITION, findings);
  }

  /// What the condition sees: `result` alone.
  static Scope scope(Action action) {
    return new Scope(new Struct(Map.of("result", new Struct(action.result()))), Set.of());
  }
}
