package irb.step;

import irb.expr.Secret;
import java.util.List;

/// What is known of an action before the first step: secrets that only it knows of, and what will
/// not work.
public record Readiness(List<Secret> secrets, List<String> warnings) {
  /// There is nothing to say.
  public static final Readiness FINE = new Readiness(List.of(), List.of());

  public Readiness {
    secrets = List.copyOf(secrets);
    warnings = List.copyOf(warnings);
  }
}
