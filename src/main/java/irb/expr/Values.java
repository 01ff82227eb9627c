package irb.expr;

/// Gives expressions their values at one moment of a run.
public interface Values {
  /// The value: a [String], [Long], [Double], [Boolean], [java.time.Instant], [java.time.Duration],
  /// [java.util.List], [java.util.Map], [Null], or a [Secret] when a secret has a part in it.
  Object of(Expression expression) throws ExpressionException;

  /// The same with one more name, which hides any other of that name.
  default Values with(String name, Object value) {
    throw new UnsupportedOperationException("these values take no other names: " + name);
  }
}
