package irb.engine;

import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Taken;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.step.Call.Mode;
import irb.step.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Runs steps that change nothing: one, or several at the same time; repeats those that say so.
final class Reads {
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final RunState state;
  private final Attempts attempts;

  Reads(RunState state) {
    this.state = state;
    this.attempts = new Attempts(state);
  }

  /// Either a step ready to run, or its result already.
  private sealed interface Start {
    record Ready(Prepared prepared) implements Start {}

    record Done(ActionStep step, int visit, String title, StepResult result) implements Start {}

    /// Its result stands in the log.
    record Known(ActionStep step, int visit, String title, StepResult result) implements Start {}
  }

  /// Runs all of `steps` at the same time; results are told in file order. A question that nobody
  /// answered in time has none.
  Map<String, StepResult> run(List<ActionStep> steps) throws LogLostException {
    var starts = new ArrayList<Start>();
    var announced = new ArrayList<Event>();
    for (var step : steps) {
      var start = start(step);
      if (!(start instanceof Start.Known)) {
        announced.add(new Entered(step.id(), step.phase(), title(start), visit(start)));
      }
      starts.add(start);
    }
    for (var start : starts) {
      if (start instanceof Start.Ready(var prepared)) {
        announced.add(prepared.reading());
      }
    }
    state.emit(announced);
    return finish(starts);
  }

  private Map<String, StepResult> finish(List<Start> starts) throws LogLostException {
    var running = new ArrayList<CompletableFuture<StepResult>>();
    for (var start : starts) {
      running.add(
          switch (start) {
            case Start.Done done -> CompletableFuture.completedFuture(done.result());
            case Start.Known known -> CompletableFuture.completedFuture(known.result());
            case Start.Ready(var prepared) when starts.size() == 1 ->
                CompletableFuture.completedFuture(repeat(prepared));
            case Start.Ready(var prepared) -> beside(prepared);
          });
    }
    try {
      return told(starts, running);
    } catch (LogLostException e) {
      // nothing may be left running that nobody will hear of
      state.interrupts().end(Exit.ERROR);
      running.forEach(CompletableFuture::join);
      throw e;
    }
  }

  private Map<String, StepResult> told(
      List<Start> starts, List<CompletableFuture<StepResult>> running) throws LogLostException {
    var results = new LinkedHashMap<String, StepResult>();
    for (var i = 0; i < starts.size(); i++) {
      var start = starts.get(i);
      var result = running.get(i).join();
      if (new Questions(state).unanswered(step(start), result)) {
        break;
      }
      state.keep(step(start), result);
      results.put(step(start).id(), result);
      var ended = ended(start, result);
      if (start instanceof Start.Known) {
        state.replay().took(state.key(step(start), visit(start)));
        state.emit(new Taken(ended));
      } else {
        state.replay().acted();
        state.emit(ended);
      }
    }
    return results;
  }

  private CompletableFuture<StepResult> beside(Prepared prepared) {
    var result = new CompletableFuture<StepResult>();
    Thread.ofVirtual()
        .name("step " + prepared.step().id())
        .start(() -> {
          try {
            result.complete(repeat(prepared));
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private Ended ended(Start start, StepResult result) {
    var step = step(start);
    var note = step.note().map(state::message).orElse("");
    return new Ended(step.id(), step.phase(), title(start), visit(start), note, result);
  }

  private Start start(ActionStep step) {
    var title = state.message(step.title());
    var visit = state.visit(step);
    var known = state.replay().taken(state.key(step, visit), step, state.now());
    if (known.isPresent()) {
      return new Start.Known(step, visit, title, known.get());
    }
    try {
      var when = step.checks().when();
      if (when.isPresent() && !state.holds(when.get())) {
        return new Start.Done(
            step,
            visit,
            title,
            StepResult.without(
                Status.SKIPPED,
                "condition",
                "not needed: " + when.get().text().strip(),
                state.now()));
      }
      var target = state.target(step.action());
      var executor =
          step.action().executor(state.rendering(step, java.util.Optional.empty()), target);
      return new Start.Ready(new Prepared(step, visit, title, executor, target));
    } catch (ExpressionException e) {
      return new Start.Done(
          step,
          visit,
          title,
          StepResult.without(Status.ERROR, Reason.EXPRESSION.toString(), e.why(), state.now()));
    }
  }

  private static ActionStep step(Start start) {
    return switch (start) {
      case Start.Ready(var prepared) -> prepared.step();
      case Start.Done done -> done.step();
      case Start.Known known -> known.step();
    };
  }

  private static String title(Start start) {
    return switch (start) {
      case Start.Ready(var prepared) -> prepared.title();
      case Start.Done done -> done.title();
      case Start.Known known -> known.title();
    };
  }

  private static int visit(Start start) {
    return switch (start) {
      case Start.Ready(var prepared) -> prepared.visit();
      case Start.Done done -> done.visit();
      case Start.Known known -> known.visit();
    };
  }

  /// One attempt, or as many as `retry` and `holds_for` ask for.
  private StepResult repeat(Prepared prepared) {
    var step = prepared.step();
    var retry = step.checks().retry();
    if (retry.isEmpty()) {
      return attempts.once(prepared, Mode.READ, OptionalLong.empty(), 1);
    }
    try {
      return new Repetition(state, attempts, prepared, retry.get()).run();
    } catch (ExpressionException e) {
      return StepResult.without(Status.ERROR, Reason.EXPRESSION.toString(), e.why(), state.now());
    }
  }
}
