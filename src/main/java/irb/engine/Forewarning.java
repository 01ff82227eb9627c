package irb.engine;

import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Values;
import irb.runbook.ActionStep;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import irb.runbook.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the actions of a runbook say before the first step: their secrets are handed to the masker,
/// and what will not work is said.
final class Forewarning {
  private final Environment environment;
  private final Playbook playbook;
  private final Expressions expressions;
  private final Masker masker;

  Forewarning(Environment environment, Playbook playbook, Expressions expressions, Masker masker) {
    this.environment = environment;
    this.playbook = playbook;
    this.expressions = expressions;
    this.masker = masker;
  }

  List<String> of(Runbook runbook) {
    var warnings = new ArrayList<String>();
    var rendering = new Rendering(new OfEnvironment(), Set.of());
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act) {
        for (var action : act.actions()) {
          var readiness = action.readiness(rendering);
          warnings.addAll(readiness.warnings());
          readiness.secrets().stream()
              .filter(s -> !masker.add(s))
              .map(Forewarning::unmasked)
              .forEach(warnings::add);
        }
      }
    }
    return warnings.stream().distinct().toList();
  }

  /// What is said of a secret that the masker refuses.
  static String unmasked(Secret secret) {
    return secret.name()
        + " is shorter than "
        + Masker.SHORTEST
        + " characters and cannot be masked; it may show in outputs";
  }

  private final class OfEnvironment implements Values {
    @Override
    public Object of(Expression expression) throws ExpressionException {
      var scope = Scopes.ofTargets(playbook);
      return expressions.evaluate(expression, scope, Map.of("env", environment.bindings(scope)));
    }
  }
}
