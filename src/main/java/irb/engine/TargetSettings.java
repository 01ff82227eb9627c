package irb.engine;

import irb.engine.Targets.UnusableException;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Rendering;
import irb.expr.Scope;
import irb.expr.Secret;
import irb.expr.Template;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Playbook.TargetSpec;
import irb.runbook.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The values of what a playbook sets for its targets, with the environment filled in.
final class TargetSettings {
  private final Playbook playbook;
  private final Environment environment;
  private final Expressions expressions;
  private final Scope scope;

  TargetSettings(Playbook playbook, Environment environment, Expressions expressions) {
    this.playbook = playbook;
    this.environment = environment;
    this.expressions = expressions;
    this.scope = Scopes.ofTargets(playbook);
  }

  Map<String, Object> values(TargetSpec spec, Map<String, Template> templates)
      throws UnusableException {
    var values = new LinkedHashMap<String, Object>();
    for (var entry : templates.entrySet()) {
      values.put(entry.getKey(), value(spec, entry.getValue()));
    }
    return values;
  }

  /// The target that another one names; the reader has seen that it is there.
  TargetSpec target(String name) {
    return Objects.requireNonNull(playbook.targets().get(name), name);
  }

  String text(TargetSpec spec, String setting) throws UnusableException {
    var template = Objects.requireNonNull(spec.settings().get(setting), setting);
    var value = value(spec, template);
    var text = value instanceof Secret secret ? secret.reveal() : value.toString();
    if (text.isBlank()) {
      throw new UnusableException("target '" + spec.name() + "': " + template + " is empty");
    }
    return text;
  }

  /// The texts of a setting that may be a list: written as one, or a value that is one.
  List<String> texts(TargetSpec spec, String setting) throws UnusableException {
    var texts = new ArrayList<String>();
    var whole = spec.settings().get(setting);
    if (whole != null) {
      var value = rendered(spec, whole, r -> r.value(whole));
      for (var one : value instanceof List<?> list ? list : List.of(value)) {
        texts.add(one instanceof Secret secret ? secret.reveal() : one.toString());
      }
    }
    var numbered = setting.isEmpty() ? "host" : setting;
    for (var i = 0; spec.settings().containsKey(numbered + i); i++) {
      texts.add(text(spec, numbered + i));
    }
    return texts;
  }

  private Object value(TargetSpec spec, Template template) throws UnusableException {
    return rendered(spec, template, r -> r.plain(template));
  }

  private interface Render {
    Object of(Rendering rendering) throws ExpressionException;
  }

  private Object rendered(TargetSpec spec, Template template, Render render)
      throws UnusableException {
    for (var expression : template.expressions()) {
      var missing = missing(expression);
      if (missing.isPresent()) {
        throw new UnusableException(
            "the environment variable "
                + missing.get()
                + " is not set; target '"
                + spec.name()
                + "' needs it"
                + hint());
      }
    }
    try {
      return render.of(
          new Rendering(
              e -> expressions.evaluate(e, scope, Map.of("env", environment.bindings(scope))),
              Set.of()));
    } catch (ExpressionException e) {
      throw new UnusableException("target '" + spec.name() + "': " + e.why());
    }
  }

  private String hint() {
    return environment.name().map(n -> " (it may stand in .env." + n + ")").orElse("");
  }

  private Optional<String> missing(Expression expression) {
    return expression.references().stream()
        .filter(r -> r.root().equals("env") && r.path().size() > 1 && !r.optional())
        .map(r -> r.path().get(1))
        .filter(v -> !environment.values().containsKey(v))
        .findFirst();
  }

  /// The variable a value comes from, to call its secret by.
  static String secretName(Template template) {
    return template.expressions().stream()
        .flatMap(e -> e.references().stream())
        .filter(r -> r.path().size() > 1)
        .map(r -> r.path().get(1))
        .findFirst()
        .orElse("password");
  }
}
