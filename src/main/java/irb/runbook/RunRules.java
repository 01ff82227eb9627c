package irb.runbook;

import irb.expr.Expression;
import irb.expr.Scope;
import irb.source.Findings;
import irb.source.Nearest;
import irb.source.Node.Scalar;
import irb.step.Nested;
import irb.step.Nested.Given;

/// Checks what a step gives to the runbook it runs: every parameter that is needed, none that is
/// not there, and values that fit.
final class RunRules {
  private final Runbook runbook;
  private final Findings findings;

  RunRules(Runbook runbook, Findings findings) {
    this.runbook = runbook;
    this.findings = findings;
  }

  void check(ActionStep step, Scope scope) {
    for (var action : step.actions()) {
      if (!action.equals(step.action())) {
        action.nested().ifPresent(this::refuseBelow);
      }
    }
    var nested = step.action().nested();
    var other = runbook.runBy(step);
    if (nested.isPresent() && other.isPresent()) {
      missing(nested.get(), other.get());
      nested.get().with().forEach((name, given) -> given(name, given, other.get(), scope));
    }
  }

  private void refuseBelow(Nested nested) {
    findings.error(
        nested.runbook().place(),
        "a preview or an undo runs no runbook",
        "write the action itself; a whole runbook is a step");
  }

  private void missing(Nested nested, Runbook other) {
    var given = nested.with().keySet().stream().map(Scalar::text).toList();
    for (var parameter : other.params().values()) {
      if (parameter.standard().isEmpty()
          && !parameter.optional()
          && !given.contains(parameter.name())) {
        findings.error(
            nested.runbook().place(),
            "runbook '" + nested.runbook() + "' needs the parameter '" + parameter.name() + "'",
            "give it: run: {runbook: "
                + nested.runbook()
                + ", with: {"
                + parameter.name()
                + ": …}}"
                + parameter.help().map(h -> " (" + h + ")").orElse(""));
      }
    }
  }

  private void given(Scalar name, Given given, Runbook other, Scope scope) {
    var parameter = other.params().get(name.text());
    if (parameter == null) {
      findings.error(
          name.place(),
          "runbook '" + other.name() + "' has no parameter '" + name + "'",
          other.params().isEmpty()
              ? "it has none"
              : Nearest.hint(name.text(), other.params().keySet()));
      return;
    }
    constant(parameter, given);
    for (var template : given.texts()) {
      template.expressions().forEach(e -> value(e, parameter, scope));
    }
  }

  private void constant(Parameter parameter, Given given) {
    var unread = given.texts().isEmpty() && !given.isList();
    if (unread || !given.texts().stream().allMatch(t -> t.constant().isPresent())) {
      return;
    }
    if (parameter.type() == Parameter.Type.SECRET) {
      findings.error(
          given.place(),
          "a secret does not stand in a file",
          "take it from the environment: ${{ env."
              + parameter.name().toUpperCase(java.util.Locale.ROOT)
              + " }}");
      return;
    }
    try {
      parameter.value(given.texts().stream().map(t -> t.constant().orElseThrow()).toList());
    } catch (Parameter.UnfitException e) {
      findings.error(given.place(), String.valueOf(e.getMessage()));
    }
  }

  private void value(Expression expression, Parameter parameter, Scope scope) {
    for (var reference : expression.references()) {
      if (scope.isSecret(reference) && parameter.type() != Parameter.Type.SECRET) {
        findings.error(
            expression.at(reference.offset()),
            "the secret "
                + reference.path().get(1)
                + " may not be given to '"
                + parameter.name()
                + "', which is no secret",
            "give that parameter type: secret");
      }
      var own =
          reference.path().size() == 2 && reference.root().equals("params")
              ? runbook.params().get(reference.path().get(1))
              : null;
      if (own != null
          && own.type() == Parameter.Type.TEXT
          && parameter.type() != Parameter.Type.TEXT
          && parameter.type() != Parameter.Type.SECRET) {
        findings.error(
            expression.at(reference.offset()),
            "free text may not be given to '"
                + parameter.name()
                + "', which is of type "
                + parameter.type(),
            "give the parameter type: string, with a pattern if it needs other characters");
      }
    }
  }
}
