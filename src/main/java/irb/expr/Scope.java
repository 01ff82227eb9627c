package irb.expr;

import irb.expr.Shape.Struct;
import java.util.Map;
import java.util.Set;

/// The names an expression may use, and which of them hold secrets (`env.DB_PASSWORD`).
public record Scope(Struct names, Set<String> secrets) {
  public Scope {
    secrets = Set.copyOf(secrets);
  }

  /// This scope with one more name in it.
  public Scope with(String name, Shape shape) {
    return new Scope(names.and(Map.of(name, shape)), secrets);
  }

  /// Whether what `reference` names is a secret.
  public boolean isSecret(Reference reference) {
    return reference.path().size() >= 2
        && (secrets.contains(reference.path().get(0) + "." + reference.path().get(1))
            || (reference.path().getFirst().equals("env")
                && SecretNames.isSecret(reference.path().get(1))));
  }
}
