package irb.drill;

import irb.drill.Drill.Script;
import irb.source.Node.Scalar;
import irb.step.Operator;
import irb.step.Question;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers as a drill says; a question without an answer is kept for the drill's result.
final class ScriptedOperator implements Operator {
  private final Script script;
  private final List<String> unanswered = new CopyOnWriteArrayList<>();

  ScriptedOperator(Script script) {
    this.script = script;
  }

  @Override
  public String name() {
    return "drill";
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Optional<String> answer(Question question) {
    var step = question.step();
    if (step.contains(".")) {
      // a blank of a message; one that the drill does not fill in stays as it is
      return given(step).or(() -> Optional.of(""));
    }
    var answer =
        fitting(question, declined(step))
            .or(() -> fitting(question, given(step)))
            .or(() -> fitting(question, approval(question)));
    if (answer.isEmpty()) {
      unanswered.add(
          "nothing answers '"
              + step
              + "' when it asks: "
              + question.text()
              + " Add it to 'approve', 'decline' or 'answers'");
    }
    return answer;
  }

  List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  private static Optional<String> fitting(Question question, Optional<String> answer) {
    return answer.filter(a -> question.problem(a).isEmpty());
  }

  private Optional<String> declined(String step) {
    return names(script.declined(), step) ? Optional.of("n") : Optional.empty();
  }

  private Optional<String> given(String step) {
    return script.answers().entrySet().stream()
        .filter(e -> e.getKey().text().equals(step))
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }

  private Optional<String> approval(Question question) {
    if (!script.all() && !names(script.approved(), question.step())) {
      return Optional.empty();
    }
    return switch (question) {
      case Question.Typed typed -> Optional.of(typed.expected());
      case Question.Choice choice ->
          choice.options().stream()
              .map(Question.Option::key)
              .filter(k -> k.equals("y") || k.equals("done"))
              .findFirst();
      case Question.Free _ -> Optional.of("");
    };
  }

  private static boolean names(List<Scalar> steps, String step) {
    return steps.stream().anyMatch(s -> s.text().equals(step));
  }
}
