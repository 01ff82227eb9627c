package irb.expr;

import irb.source.Findings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Checks and evaluates expressions. A plain path such as `params.name` never loads CEL.
public final class Expressions {
  /// What an expression must give.
  public enum Wanted {
    CONDITION,
    VALUE
  }

  /// The language of expressions that are more than a path.
  interface Language {
    /// Reports what is wrong with `expression`; nothing when it is fine.
    void check(Expression expression, Scope scope, Wanted wanted, Findings findings);

    Object evaluate(Expression expression, Scope scope, Map<String, Object> values)
        throws ExpressionException;
  }

  private final Map<Expression, Boolean> secret = new ConcurrentHashMap<>();
  private volatile @Nullable Language cel;

  /// Loads the expression language ahead of its first use; meant for a thread of its own.
  public void warm() {
    cel();
  }

  /// Reports what is wrong with `expression` when it may use the names in `scope`.
  public void check(Expression expression, Scope scope, Wanted wanted, Findings findings) {
    if (!EnvUse.check(expression, findings)) {
      return;
    }
    if (wanted == Wanted.CONDITION) {
      expression.references().stream()
          .filter(scope::isSecret)
          .forEach(r ->
              findings.error(
                  expression.at(r.offset()),
                  "a condition must not look at the secret " + r.path().get(1),
                  "its value would show in the branch that is taken"));
    }
    var path = expression.path();
    if (path.isPresent() && PathLanguage.knows(scope, path.get())) {
      PathLanguage.check(expression, path.get(), scope, wanted, findings);
    } else {
      cel().check(expression, scope, wanted, findings);
    }
  }

  /// The value, or a [Secret] when a secret has a part in it.
  public Object evaluate(Expression expression, Scope scope, Map<String, Object> values)
      throws ExpressionException {
    var path = expression.path();
    var value =
        path.isPresent()
            ? PathLanguage.evaluate(expression, path.get(), values)
            : cel().evaluate(expression, scope, values);
    return value instanceof String text && isSecret(expression, scope)
        ? new Secret(secretName(expression, scope), text)
        : value;
  }

  /// Whether it is true; anything but a boolean is an error, never false.
  public boolean holds(Expression expression, Scope scope, Map<String, Object> values)
      throws ExpressionException {
    if (evaluate(expression, scope, values) instanceof Boolean holds) {
      return holds;
    }
    throw new ExpressionException(expression, "the condition is neither true nor false");
  }

  private boolean isSecret(Expression expression, Scope scope) {
    return secret.computeIfAbsent(
        expression, e -> e.references().stream().anyMatch(scope::isSecret));
  }

  private static String secretName(Expression expression, Scope scope) {
    return expression.references().stream()
        .filter(scope::isSecret)
        .map(r -> r.path().get(1))
        .findFirst()
        .orElseThrow();
  }

  private Language cel() {
    var language = cel;
    if (language == null) {
      synchronized (this) {
        language = cel;
        if (language == null) {
          language = new CelLanguage();
          cel = language;
        }
      }
    }
    return language;
  }
}
