package irb.engine;

import irb.engine.Event.Answered;
import irb.engine.Event.Decided;
import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Taken;
import irb.engine.Listener.LogLostException;
import irb.expr.ExpressionException;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choice;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Go;
import irb.runbook.Phase;
import irb.step.Question;
import irb.step.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes decisions: by the first condition that is true, or by asking a person.
final class Decisions {
  private final RunState state;

  Decisions(RunState state) {
    this.state = state;
  }

  Turn turn(DecideStep step) throws LogLostException {
    if (step.decision() instanceof Ask && state.request().dry()) {
      return new Turn.Rehearse(new Go.ToStep(step.id(), step.place()));
    }
    var visit = state.visit(step);
    var title = state.message(step.title());
    var key = state.key(step, visit);
    var before = state.replay().decision(key);
    if (before.isPresent()) {
      var next =
          step.decision().ways().stream()
              .filter(g -> g.toString().equals(before.get().next()))
              .findFirst();
      if (next.isPresent()) {
        return taken(step, key, before.get(), next.get());
      }
      if (state.replay().isHistory(key)) {
        return Turn.over(
            Exit.USAGE,
            "'%s' no longer leads to '%s', which is the way that the run took before its last change"
                .formatted(state.name(step), before.get().next()));
      }
    }
    state.replay().acted();
    state.emit(new Entered(step.id(), Phase.DECIDE, title, visit));
    return switch (step.decision()) {
      case Choose choose -> choose(step, choose, title, visit);
      case Ask ask -> ask(step, ask, title, visit);
    };
  }

  private Turn taken(DecideStep step, String key, Decided before, Go next) throws LogLostException {
    state.replay().took(key);
    state.keep(before);
    state.keep(step, chosen(before.next(), Map.of("next", before.next(), "answer", before.next())));
    state.emit(new Taken(before));
    return new Turn.On(next);
  }

  private Turn choose(DecideStep step, Choose choose, String title, int visit)
      throws LogLostException {
    var looked = new LinkedHashMap<String, Object>();
    try {
      for (var choice : choose.choices()) {
        var evidence = Evidence.of(choice.when(), state.bindings());
        if (state.holds(choice.when())) {
          return decided(step, title, visit, choice.next(), Optional.of(choice), evidence);
        }
        looked.putAll(evidence);
      }
    } catch (ExpressionException e) {
      return failed(step, title, visit, e);
    }
    return decided(step, title, visit, choose.otherwise(), Optional.empty(), looked);
  }

  private Turn decided(
      DecideStep step,
      String title,
      int visit,
      Go next,
      Optional<Choice> choice,
      Map<String, Object> evidence)
      throws LogLostException {
    var because = choice.flatMap(Choice::because).map(state::message).orElse("");
    var condition = choice.map(c -> c.when().text().strip()).orElse("otherwise");
    var decided =
        new Decided(
            step.id(), title, visit, next.toString(), because, condition, evidence, state.now());
    state.keep(decided);
    state.keep(step, chosen(next.toString(), Map.of("next", next.toString())));
    state.emit(decided);
    return new Turn.On(next);
  }

  private StepResult chosen(String why, Map<String, Object> fields) {
    return new StepResult(Status.OK, "", why, state.now(), java.time.Duration.ZERO, 1, fields);
  }

  /// A condition without a value is never `otherwise`.
  private Turn failed(DecideStep step, String title, int visit, ExpressionException e)
      throws LogLostException {
    var result =
        StepResult.without(Status.ERROR, Reason.EXPRESSION.toString(), e.why(), state.now());
    state.keep(step, result);
    state.emit(new Ended(step.id(), Phase.DECIDE, title, visit, "", result));
    return step.onFailure()
        .<Turn>map(Turn.On::new)
        .orElseGet(() -> Turn.over(Exit.ERROR, "'" + state.name(step) + "' could not decide"));
  }

  private Turn ask(DecideStep step, Ask ask, String title, int visit) throws LogLostException {
    var options =
        ask.options().stream()
            .map(o -> new Question.Option(o.next().toString(), state.message(o.label())))
            .toList();
    var question = new Question.Choice(step.id(), title, options);
    var answer = new Questions(state).answer(question);
    if (answer.isEmpty()) {
      return state.request().around().operator().isThere()
          ? Turn.over(
              state.interrupts().asked().orElse(Exit.ABORT),
              "the operator stopped at '" + state.name(step) + "'")
          : new Questions(state).suspended(step, title);
    }
    var way =
        ask.options().stream()
            .filter(o -> o.next().toString().equals(answer.get().text()))
            .findFirst();
    if (way.isEmpty()) {
      return Turn.over(
          Exit.USAGE,
          "'"
              + answer.get().text()
              + "' is no answer to '"
              + state.name(step)
              + "'; "
              + question.problem(answer.get().text()).orElse(""));
    }
    state.keep(
        step,
        chosen(
            answer.get().text(),
            Map.of("next", answer.get().text(), "answer", answer.get().text())));
    var decided =
        new Decided(
            step.id(),
            title,
            visit,
            way.get().next().toString(),
            state.message(way.get().label()),
            "answered",
            Map.of(),
            state.now());
    state.keep(decided);
    // together, so that no death in between takes the answer away again
    state.emit(new Answered(step.id(), title, answer.get().text(), answer.get().by()), decided);
    return new Turn.On(way.get().next());
  }
}
