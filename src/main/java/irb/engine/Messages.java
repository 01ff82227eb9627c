package irb.engine;

import irb.engine.Event.Answered;
import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Pending;
import irb.engine.Event.Proposed;
import irb.engine.Event.Rehearsed;
import irb.engine.Event.Taken;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.Graph;
import irb.step.Blank;
import irb.step.Call.Mode;
import irb.step.Question;
import irb.step.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes a message through its stages: is it wanted, what stands in its blanks, may people outside
/// read it, send it. However that ends, the run goes on.
final class Messages {
  private final RunState state;
  private final Graph graph;
  private final Attempts attempts;
  private final Proposals proposals;

  Messages(RunState state, Graph graph) {
    this.state = state;
    this.graph = graph;
    this.attempts = new Attempts(state);
    this.proposals = new Proposals(state, graph);
  }

  Turn turn(ActionStep step, Follow follow) throws LogLostException {
    var visit = state.visit(step);
    var title = state.message(step.title());
    var key = state.key(step, visit);
    var taken = state.replay().taken(key, step, state.now());
    if (taken.isPresent()) {
      state.replay().took(key);
      state.keep(step, taken.get());
      state.emit(new Taken(new Ended(step.id(), step.phase(), title, visit, "", taken.get())));
      return follow.after(step, taken.get());
    }
    if (state.replay().isOpen(key)) {
      return ended(step, title, visit, interrupted(), follow);
    }
    state.emit(new Entered(step.id(), step.phase(), title, visit));
    try {
      var when = step.checks().when();
      if (when.isPresent() && !state.holds(when.get())) {
        var why = "not needed: " + when.get().text().strip();
        return ended(step, title, visit, without(Status.SKIPPED, "condition", why), follow);
      }
      var fields = state.request().dry() ? unattended(step) : filledIn(step);
      if (state.interrupts().asked().isPresent()) {
        return leave(step, "a blank of");
      }
      var rendering = state.rendering(step, Optional.empty()).with("fields", fields);
      var executor = step.action().executor(rendering, Optional.empty());
      var prepared = new Prepared(step, visit, title, executor, Optional.empty());
      return state.request().dry() ? rehearsed(prepared) : allowed(prepared, follow);
    } catch (ExpressionException e) {
      var result = without(Status.ERROR, Reason.EXPRESSION.toString(), e.why());
      return ended(step, title, visit, result, follow);
    }
  }

  private static Map<String, Object> unattended(ActionStep step) {
    var fields = new LinkedHashMap<String, Object>();
    step.action().blanks().forEach(b -> fields.put(b.name(), b.unattended()));
    return fields;
  }

  /// Asks for every blank; where nobody answers, it stays as it is.
  private Map<String, Object> filledIn(ActionStep step) throws LogLostException {
    var questions = new Questions(state);
    var fields = new LinkedHashMap<>(unattended(step));
    for (Blank blank : step.action().blanks()) {
      var question = Question.Free.any(step.id() + "." + blank.name(), blank.question());
      var before = state.replay().blank(state.name(step) + "." + blank.name());
      if (before.isPresent()) {
        fields.put(blank.name(), before.get());
        continue;
      }
      var answer = questions.answer(question);
      if (answer.isPresent()) {
        var filled = blank.filled(answer.get().text());
        fields.put(blank.name(), filled);
        state.emit(new Answered(step.id(), blank.question(), filled, answer.get().by()));
      } else if (state.interrupts().asked().isPresent()) {
        return fields;
      }
    }
    return fields;
  }

  private Turn rehearsed(Prepared prepared) throws LogLostException {
    var step = prepared.step();
    var detail = step.action().isExternal() ? "a message, approved first" : "a message";
    state.emit(
        new Rehearsed(
            step.id(), step.phase(), prepared.title(), prepared.executor().text(), detail));
    return new Turn.On(graph.next(step).orElseThrow());
  }

  /// People outside read only what was approved.
  private Turn allowed(Prepared prepared, Follow follow)
      throws LogLostException, ExpressionException {
    var step = prepared.step();
    if (!step.action().isExternal()) {
      return sent(prepared, "", follow);
    }
    var proposal = proposals.ofMessage(prepared);
    state.emit(new Proposed(proposal));
    return switch (new Approvals(state).of(step, prepared.visit(), proposal)) {
      case Approvals.Verdict.Given _ -> sent(prepared, proposal.digest(), follow);
      case Approvals.Verdict.Declined _ ->
          unsent(prepared, without(Status.DECLINED, "", ""), follow);
      case Approvals.Verdict.Skipped _ -> {
        var skipped = without(Status.SKIPPED, "operator", "skipped by the operator");
        yield unsent(prepared, skipped, follow);
      }
      case Approvals.Verdict.GivenUp _ -> leave(step, "the approval of");
      case Approvals.Verdict.Nobody(var why, var kind) ->
          Turn.suspended(
              "'" + state.name(step) + "' " + why + "; it was not sent",
              new Pending(
                  step.id(), kind, Optional.of(proposal.digest()), new Ageing(state).until()));
    };
  }

  private Turn leave(ActionStep step, String at) {
    return Turn.over(
        state.interrupts().asked().orElse(Exit.ABORT),
        "stopped at " + at + " '" + state.name(step) + "'; it was not sent");
  }

  private Turn sent(Prepared prepared, String digest, Follow follow) throws LogLostException {
    state.emit(prepared.intent(Role.MESSAGE, digest, "", Map.of(), ""));
    var result = attempts.once(prepared, Mode.WRITE, OptionalLong.empty(), 1);
    return ended(prepared.step(), prepared.title(), prepared.visit(), result, follow);
  }

  private Turn unsent(Prepared prepared, StepResult result, Follow follow) throws LogLostException {
    return ended(prepared.step(), prepared.title(), prepared.visit(), result, follow);
  }

  private Turn ended(ActionStep step, String title, int visit, StepResult result, Follow follow)
      throws LogLostException {
    state.replay().acted();
    state.keep(step, result);
    var note = step.note().map(state::message).orElse("");
    state.emit(new Ended(step.id(), step.phase(), title, visit, note, result));
    if (result.fields().get("manual") instanceof String task) {
      state.warn("to be done by hand: " + task);
    }
    return follow.after(step, result);
  }

  /// It counts as an attempt, so that it is never made again.
  private StepResult interrupted() {
    return new StepResult(
        Status.IN_DOUBT,
        Reason.LOST.toString(),
        "irb ended while it was being sent, so it may or may not have arrived",
        state.now(),
        Duration.ZERO,
        1,
        Map.of());
  }

  private StepResult without(Status status, String reason, String why) {
    return StepResult.without(status, reason, why, state.now());
  }
}
