package irb.expr;

/// A null that came from outside: a column without a value, a JSON `null`.
public enum Null {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
