package irb.engine;

import irb.engine.RunRequest.Consent;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Targets.UnusableException;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.runbook.ActionStep;
import irb.runbook.Environment;
import irb.runbook.Parameter;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.step.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A runbook with every value that is known before a run; what only a run can know stays as it is
/// written. Nothing is executed.
public final class Resolved {
  private final Runbook runbook;
  private final Playbook playbook;
  private final Environment environment;
  private final Targets targets;
  private final Map<String, Object> params = new LinkedHashMap<>();
  private final Surroundings around;
  private final Masker masker;

  public Resolved(
      Runbook runbook,
      Playbook playbook,
      Environment environment,
      Expressions expressions,
      Path here,
      Surroundings around,
      Masker masker) {
    this.runbook = runbook;
    this.playbook = playbook;
    this.environment = environment;
    this.around = around;
    this.masker = masker;
    this.targets =
        new Targets(playbook, environment, expressions, here, around.actor(), around.home());
    environment.secrets(playbook).forEach(masker::add);
  }

  /// Parameters and targets, one line each.
  public List<String> lines(Map<String, List<String>> given) {
    var lines = new ArrayList<String>();
    lines.add("environment " + environment.shown());
    for (var parameter : runbook.params().values()) {
      value(parameter, given).ifPresent(v -> params.put(parameter.name(), v));
      lines.add("with      " + parameter.name() + " = " + shown(params.get(parameter.name())));
    }
    resolved().forEach((name, target) -> lines.add("target    " + name + " = " + target.where()));
    try {
      targets.of(runbook);
    } catch (UnusableException e) {
      lines.addAll(String.valueOf(e.getMessage()).lines().map(l -> "missing   " + l).toList());
    }
    return lines;
  }

  /// What a step would run.
  public String text(ActionStep step) {
    var state =
        new RunState(
            new RunRequest(
                "",
                "",
                runbook,
                playbook,
                environment,
                resolved(),
                params,
                Consent.none(),
                true,
                List.of(),
                around,
                Archive.NONE,
                Guards.NONE,
                masker,
                () -> ""),
            List.of(),
            around.clock().instant(),
            Replay.none());
    try (var _ = state.sessions()) {
      var target = state.target(step.action());
      return target.isEmpty() && !step.action().targetKinds().isEmpty()
          ? asWritten(step)
          : step.action().executor(state.rendering(step, Optional.empty()), target).text();
    } catch (ExpressionException _) {
      return asWritten(step);
    }
  }

  private static String asWritten(ActionStep step) {
    return String.join(
        " ", step.action().slots().stream().map(s -> s.template().toString().strip()).toList());
  }

  private Map<String, Target> resolved() {
    try {
      return targets.of(runbook);
    } catch (UnusableException _) {
      return Map.of();
    }
  }

  private static Optional<Object> value(Parameter parameter, Map<String, List<String>> given) {
    var words = Optional.ofNullable(given.get(parameter.name())).or(parameter::standard);
    try {
      return words.isEmpty() ? Optional.empty() : Optional.of(parameter.value(words.get()));
    } catch (Parameter.UnfitException _) {
      return Optional.empty();
    }
  }

  private static String shown(@org.jspecify.annotations.Nullable Object value) {
    return switch (value) {
      case null -> "(not given)";
      case java.time.Duration duration -> irb.expr.Durations.text(duration);
      default -> value.toString();
    };
  }
}
