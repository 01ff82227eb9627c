package irb.match;

import java.util.Locale;

/// A part of a runbook that words are looked for in, and how much a word there counts.
public enum Field {
  ALERT(3),
  SYMPTOM(3),
  TITLE(3),
  NAME(2.5),
  SUMMARY(1.5),
  STEP(0.6),
  BECAUSE(0.4),
  /// A sign of the runbook's severity, which it shares with all others of that severity.
  SEVERITY(0.3);

  private final double weight;

  Field(double weight) {
    this.weight = weight;
  }

  double weight() {
    return weight;
  }

  /// For people, e.g. `symptom`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
