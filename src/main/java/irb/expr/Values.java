package irb.expr;

/// Gives expressions their values at one moment of a run.
@FunctionalInterface
public interface Values {
  /// The value: a [String], [Long], [Double], [Boolean], [java.time.Instant], [java.time.Duration],
  /// [java.util.List], [java.util.Map], [Null], or a [Secret] when a secret has a part in it.
  Object of(Expression expression) throws ExpressionException;
}
