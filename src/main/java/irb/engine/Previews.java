package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.Phase;
import irb.step.Action;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Reason;
import irb.step.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Reads what a change would touch, before anybody is asked about it.
final class Previews {
  /// Where a result has its text: of a command, of Redis, of an HTTP answer.
  private static final List<String> TEXTS = List.of("out", "text", "body");

  private final RunState state;
  private final Attempts attempts;

  Previews(RunState state, Attempts attempts) {
    this.state = state;
    this.attempts = attempts;
  }

  /// Reads what would be touched. It is logged like any read, under the step's own id.
  Optional<StepResult> read(ActionStep step, int visit, String title)
      throws ExpressionException, LogLostException {
    var action = step.preview();
    if (action.isEmpty()) {
      return Optional.empty();
    }
    var target = state.target(action.get());
    var executor = action.get().executor(state.rendering(step, Optional.empty()), target);
    state.emit(
        Event.Intent.reading(
            step.id(),
            visit,
            Role.PREVIEW,
            action.get().type(),
            action.get().effect().words(),
            target.map(Target::name).orElse(""),
            executor.text()));
    var reader = previewStep(step, action.get());
    var prepared = new Prepared(reader, visit, title, executor, target);
    return Optional.of(attempts.once(prepared, Mode.READ, OptionalLong.empty(), 1));
  }

  /// Asks the peer what it says to the change, where it can be asked; logged like any read.
  Optional<StepResult> rehearse(Prepared change) throws LogLostException {
    var asking = change.executor().rehearsal();
    if (asking.isEmpty()) {
      return Optional.empty();
    }
    var step = change.step();
    state.emit(
        Event.Intent.reading(
            step.id(),
            change.visit(),
            Role.REHEARSAL,
            step.action().type(),
            Effect.PROVEN_READ.words(),
            change.target().map(Target::name).orElse(""),
            asking.get().text()));
    var reader = previewStep(step, step.action());
    var prepared =
        new Prepared(reader, change.visit(), change.title(), asking.get(), change.target());
    return Optional.of(attempts.once(prepared, Mode.READ, OptionalLong.empty(), 1));
  }

  /// What ends the step because its peer would refuse it; nobody is asked then.
  Optional<StepResult> refusal(StepResult rehearsed) {
    return switch (rehearsed.status()) {
      case OK -> Optional.empty();
      case ABORTED -> Optional.of(rehearsed);
      default ->
          Optional.of(
              rehearsed.as(
                  Status.ERROR,
                  rehearsed.reason(),
                  "asked before the change, which was not made: " + rehearsed.why()));
    };
  }

  /// The preview as a step of its own, without the checks that belong to the change.
  private static ActionStep previewStep(ActionStep step, Action preview) {
    var none =
        new ActionStep.Checks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);
    return new ActionStep(
        step.id(),
        Phase.DIAGNOSE,
        step.title(),
        preview,
        step.flow(),
        none,
        Optional.empty(),
        Optional.empty(),
        step.timeout(),
        step.allow(),
        Optional.empty(),
        step.place());
  }

  /// What ends the step here: a preview that failed, is empty, or shows too much.
  Optional<StepResult> problem(ActionStep step, StepResult preview, OptionalLong limit) {
    if (preview.status() == Status.ABORTED) {
      return Optional.of(preview);
    }
    if (!preview.isOk()) {
      var how = preview.status().toString().replace('_', ' ');
      var why = "the preview " + how + ": " + preview.why();
      return Optional.of(preview.as(Status.ERROR, preview.reason(), why));
    }
    var rows = rows(preview);
    if (preview.fields().get("rows") instanceof List<?> && rows.isEmpty()) {
      return Optional.of(
          StepResult.without(
              Status.SKIPPED, "nothing_to_do", "nothing to do: the preview is empty", state.now()));
    }
    return limit.isPresent() && rows.size() > limit.getAsLong()
        ? Optional.of(tooMany(step, rows.size(), limit.getAsLong()))
        : Optional.empty();
  }

  private StepResult tooMany(ActionStep step, int rows, long limit) {
    return StepResult.without(
        Status.ERROR,
        Reason.LIMIT.toString(),
        "the preview shows %d rows and 'limits.rows' of %s allows %d; nothing was changed"
            .formatted(rows, step.id(), limit),
        state.now());
  }

  /// What it printed or answered with; of a result that is no text, every field on a line.
  static String text(StepResult preview) {
    var fields = preview.fields();
    return TEXTS.stream()
        .filter(fields::containsKey)
        .findFirst()
        .map(key -> String.valueOf(fields.get(key)))
        .orElseGet(() ->
            fields.entrySet().stream()
                .filter(f -> !(f.getValue() instanceof List<?> rows && rows.isEmpty()))
                .map(f -> f.getKey() + ": " + f.getValue())
                .sorted()
                .collect(Collectors.joining("\n")));
  }

  @SuppressWarnings("unchecked") // rows of an sql result are maps by column name
  static List<Map<String, Object>> rows(StepResult preview) {
    return preview.fields().get("rows") instanceof List<?> rows
        ? (List<Map<String, Object>>) rows
        : List.of();
  }
}
