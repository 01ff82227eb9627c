package irb.engine;

import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.expr.Template.Hole;
import irb.expr.Values;
import irb.runbook.ActionStep;
import irb.step.Action;
import java.util.LinkedHashMap;
import java.util.Map;

/// The values of an undo's expressions as they were when the change was made. A secret is never
/// among them: it is read anew.
record Captured(Map<String, Object> values, Values live) implements Values {
  Captured {
    values = Map.copyOf(values);
  }

  @Override
  public Object of(Expression expression) throws ExpressionException {
    var captured = values.get(expression.text());
    return captured == null ? live.of(expression) : captured;
  }

  @Override
  public Values with(String name, Object value) {
    return new Captured(values, live.with(name, value));
  }

  /// Evaluates what `undo` needs: before the change what does not need its result, after it the
  /// rest.
  static Map<String, Object> of(Action undo, ActionStep step, Values live, boolean after)
      throws ExpressionException {
    var values = new LinkedHashMap<String, Object>();
    for (var slot : undo.slots()) {
      for (var part : slot.template().parts()) {
        if (part instanceof Hole(var expression, _) && needsResult(expression, step) == after) {
          var value = live.of(expression);
          if (!(value instanceof Secret)) {
            values.put(expression.text(), value);
          }
        }
      }
    }
    return values;
  }

  private static boolean needsResult(Expression expression, ActionStep step) {
    return expression.references().stream()
        .anyMatch(r -> r.root().equals(step.id()) || r.root().equals("result"));
  }
}
