package irb.step;

/// How bad it is if a write was wrong.
public enum Risk {
  LOW,
  MEDIUM,
  HIGH;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
