package irb.step.sql;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Risk;
import irb.step.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One SQL statement for a PostgreSQL target, e.g. `{target: db, query: SELECT 1}`.
public record SqlAction(Optional<Scalar> target, Template query, Statement statement)
    implements Action {

  static Optional<SqlAction> read(Node node, Findings findings) {
    var form = Form.of(node, "an sql action", findings);
    var target = form.scalar("target");
    var query = form.requiredScalar("query");
    form.done();
    return query.map(q -> of(target, Template.parse(q, findings), findings));
  }

  private static SqlAction of(Optional<Scalar> target, Template query, Findings findings) {
    var text = new QueryText(query);
    var tokens = Lexer.tokens(text);
    var statement = Statement.of(tokens);
    new QueryRules(text, tokens, findings).check();
    new HoleRules(text, tokens, findings).check(statement);
    return new SqlAction(target, query, statement);
  }

  @Override
  public String type() {
    return "sql";
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.POSTGRES);
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public List<Slot> slots() {
    return List.of(new Slot(query, Slot.Context.SQL));
  }

  @Override
  public Effect effect() {
    return statement.effect();
  }

  @Override
  public Risk leastRisk() {
    return statement.leastRisk();
  }

  /// A statement that acts through a function it calls (`pg_terminate_backend`): nothing of it is
  /// taken back.
  @Override
  public boolean takesObjectsFromPreview() {
    return statement.acts();
  }

  /// Whether `limits.rows` can hold it: the server tells, before anything is final, how many rows
  /// it changed.
  public boolean countsRows() {
    return statement.counted() && !statement.alone();
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of(
        "rows", new Shape.ListOf(Shape.ANY),
        "row", Shape.ANY,
        "columns", new Shape.ListOf(Shape.TEXT),
        "count", Shape.INT,
        "affected", Shape.INT,
        "truncated", Shape.BOOL);
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    if (!(target.orElse(null) instanceof Target.Postgres server)) {
      throw new ExpressionException("an sql action needs a postgres target");
    }
    return new SqlExecutor(statement, RenderedQuery.of(query, rendering), server);
  }
}
