package irb.engine;

import irb.engine.Launch.RefusedException;
import irb.expr.Masker;
import irb.expr.Secret;
import irb.runbook.Parameter;
import irb.runbook.Runbook;
import irb.source.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a runbook's parameters of the words that were given for them, and of an alert's labels.
final class Given {
  private final Runbook runbook;
  private final Masker masker;
  private final Map<String, Object> alert;

  Given(Runbook runbook, Masker masker, Map<String, Object> alert) {
    this.runbook = runbook;
    this.masker = masker;
    this.alert = alert;
  }

  /// What was given, checked, and completed with what the alert says, then with the defaults.
  Map<String, Object> params(Map<String, List<String>> given) throws RefusedException {
    for (var name : given.keySet()) {
      if (!runbook.params().containsKey(name)) {
        throw new RefusedException(
            Exit.USAGE,
            "runbook '"
                + runbook.name()
                + "' has no parameter '"
                + name
                + "'; "
                + (runbook.params().isEmpty()
                    ? "it has none"
                    : Nearest.hint(name, runbook.params().keySet())));
      }
    }
    var values = new LinkedHashMap<String, Object>();
    for (var parameter : runbook.params().values()) {
      value(parameter, given).ifPresent(v -> values.put(parameter.name(), v));
    }
    return values;
  }

  private Optional<Object> value(Parameter parameter, Map<String, List<String>> given)
      throws RefusedException {
    var label = given.containsKey(parameter.name()) ? Optional.<String>empty() : label(parameter);
    var words =
        Optional.ofNullable(given.get(parameter.name()))
            .or(() -> label.map(List::of))
            .or(parameter::standard);
    if (words.isEmpty()) {
      if (parameter.optional()) {
        return Optional.empty();
      }
      throw new RefusedException(
          Exit.USAGE,
          "parameter '"
              + parameter.name()
              + "' is needed: -p "
              + parameter.name()
              + "=…"
              + parameter.alert().map(l -> ", or an alert with the label '" + l + "'").orElse("")
              + parameter.help().map(h -> " (" + h + ")").orElse(""));
    }
    try {
      var value = parameter.value(words.get());
      if (value instanceof Secret secret && !masker.add(secret)) {
        throw new RefusedException(
            Exit.USAGE,
            "parameter '"
                + parameter.name()
                + "' is a secret of fewer than "
                + Masker.SHORTEST
                + " characters, which cannot be masked in the log");
      }
      return Optional.of(value);
    } catch (Parameter.UnfitException e) {
      throw new RefusedException(
          Exit.USAGE,
          e.getMessage()
              + (label.isEmpty()
                  ? ""
                  : "; that is the alert's label '"
                      + parameter.alert().orElseThrow()
                      + "', and -p "
                      + parameter.name()
                      + "=… beats it"));
    }
  }

  /// What the alert says of a parameter that asks for one of its labels.
  private Optional<String> label(Parameter parameter) {
    return parameter.alert().flatMap(l -> Optional.ofNullable(alert.get(l))).map(Object::toString);
  }
}
