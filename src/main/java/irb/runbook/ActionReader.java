package irb.runbook;

import irb.source.Findings;
import irb.source.Form;
import irb.source.Nearest;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.StepType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the action of a step, or one that stands below `undo` or `preview`.
final class ActionReader {
  private final Map<String, StepType> types;
  private final Findings findings;

  ActionReader(Map<String, StepType> types, Findings findings) {
    this.types = types;
    this.findings = findings;
  }

  /// Whether `key` is how an action begins.
  boolean knows(String key) {
    return types.containsKey(key);
  }

  /// Exactly one action stands in a step.
  Optional<Action> read(Form form) {
    var keys = form.keys().stream().filter(k -> types.containsKey(k.text())).toList();
    keys.forEach(k -> form.allow(k.text()));
    if (keys.size() == 1) {
      var type = Objects.requireNonNull(types.get(keys.getFirst().text()));
      return form.node(type.key()).flatMap(n -> type.read(n, findings)).map(a -> (Action) a);
    }
    if (keys.size() > 1) {
      findings.error(
          keys.get(1).place(),
          "there is one action in a step, and this one has "
              + keys.getFirst()
              + " and "
              + keys.get(1),
          "make two steps of it");
      return Optional.empty();
    }
    var unknown =
        form.keys().stream()
            .filter(k ->
                Nearest.to(k.text(), types.keySet()).isPresent()
                    && !Phase.ACTING_KEYS.contains(k.text()))
            .findFirst();
    unknown.ifPresent(k -> form.allow(k.text()));
    findings.error(
        unknown.map(Scalar::place).orElse(form.place()),
        unknown.map(k -> "there is no action '" + k + "'").orElse("an action is missing"),
        unknown
            .map(k -> Nearest.hint(k.text(), types.keySet()))
            .orElse(
                "one of " + types.keySet().stream().sorted().collect(Collectors.joining(", "))));
    return Optional.empty();
  }

  /// An action with nothing beside it; `what` names it in messages.
  Optional<Action> readAlone(Node node, String what) {
    var form = Form.of(node, what, findings);
    if (!form.isRead()) {
      return Optional.empty();
    }
    var action = read(form);
    form.done();
    return action;
  }
}
