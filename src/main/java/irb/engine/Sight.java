package irb.engine;

import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Scope;
import irb.expr.Shape;
import irb.expr.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/// What expressions see through `names`, at the moment when this was made.
record Sight(Expressions expressions, Scope names, Map<String, Object> bindings) implements Values {
  @Override
  public Object of(Expression expression) throws ExpressionException {
    return expressions.evaluate(expression, names, bindings);
  }

  @Override
  public Values with(String name, Object value) {
    var more = new LinkedHashMap<>(bindings);
    more.put(name, value);
    return new Sight(expressions, names.with(name, Shape.ANY), more);
  }
}
