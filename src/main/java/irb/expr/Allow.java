package irb.expr;

/// What a step explicitly allows its values to be: `allow: [empty, dash, newline]`.
public enum Allow {
  EMPTY,
  DASH,
  NEWLINE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
