package irb.expr;

/// An expression has no value here: a field that is missing, a division by zero, a wrong type.
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  public ExpressionException(Expression expression, String why) {
    super(why + "\n  in " + expression.text().strip() + "\n  at " + expression.place());
  }

  public ExpressionException(String why) {
    super(why);
  }

  /// The sentence alone.
  public String why() {
    return String.valueOf(getMessage());
  }
}
