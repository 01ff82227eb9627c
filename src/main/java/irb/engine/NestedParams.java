package irb.engine;

import irb.expr.ExpressionException;
import irb.expr.Masker;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.runbook.ActionStep;
import irb.runbook.Parameter;
import irb.runbook.Parameter.UnfitException;
import irb.runbook.Runbook;
import irb.step.Nested.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The parameters that a step gives to the runbook it runs, held to the same rules as those that a
/// person gives.
final class NestedParams {
  private final RunState state;

  NestedParams(RunState state) {
    this.state = state;
  }

  Map<String, Object> of(ActionStep step, Runbook runbook)
      throws ExpressionException, UnfitException {
    var rendering = state.rendering(step, Optional.empty());
    var given = given(step);
    var values = new LinkedHashMap<String, Object>();
    for (var parameter : runbook.params().values()) {
      var written = Optional.ofNullable(given.get(parameter.name()));
      value(parameter, written, rendering).ifPresent(v -> values.put(parameter.name(), v));
    }
    for (var value : values.values()) {
      mask(value);
    }
    return values;
  }

  /// Those that are known by now, for a step that does not run.
  Map<String, Object> known(ActionStep step, Runbook runbook) {
    var rendering = state.rendering(step, Optional.empty());
    var given = given(step);
    var values = new LinkedHashMap<String, Object>();
    for (var parameter : runbook.params().values()) {
      var written = Optional.ofNullable(given.get(parameter.name()));
      try {
        value(parameter, written, rendering).ifPresent(v -> values.put(parameter.name(), v));
      } catch (ExpressionException | UnfitException _) {
        // what needs it is shown as it is written
      }
    }
    return values;
  }

  private static Map<String, Given> given(ActionStep step) {
    var given = new HashMap<String, Given>();
    step.action().nested().orElseThrow().with().forEach((k, v) -> given.put(k.text(), v));
    return given;
  }

  private static Optional<Object> value(
      Parameter parameter, Optional<Given> given, Rendering rendering)
      throws ExpressionException, UnfitException {
    if (given.isEmpty()) {
      var standard = parameter.standard();
      return standard.isEmpty() ? Optional.empty() : Optional.of(parameter.value(standard.get()));
    }
    var texts = given.get().texts();
    if (!given.get().isList()) {
      return Optional.of(parameter.from(rendering.value(texts.getFirst())));
    }
    var elements = new ArrayList<Object>();
    for (var text : texts) {
      elements.add(rendering.value(text));
    }
    return Optional.of(parameter.from(elements));
  }

  private void mask(Object value) throws UnfitException {
    if (value instanceof Secret secret && !state.request().masker().add(secret)) {
      throw new UnfitException(
          "the secret "
              + secret.name()
              + " has fewer than "
              + Masker.SHORTEST
              + " characters and cannot be masked in the log");
    }
  }
}
