package irb.drill;

import irb.drill.Drill.Script;
import irb.source.Node.Scalar;
import irb.step.Operator;
import irb.step.Question;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers as a drill says; a question without an answer is kept for the drill's result.
final class ScriptedOperator implements Operator {
  private final Script script;
  private final Map<String, Deque<String>> left = new ConcurrentHashMap<>();
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
      return written(step).stream().findFirst().or(() -> Optional.of(""));
    }
    var answer =
        fitting(question, declined(step))
            .or(() -> given(question))
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

  /// The answers that are left; the last one counts for all further questions.
  private Optional<String> given(Question question) {
    var answers = left.computeIfAbsent(question.step(), s -> new ArrayDeque<>(written(s)));
    synchronized (answers) {
      var answer = fitting(question, Optional.ofNullable(answers.peek()));
      if (answer.isPresent() && answers.size() > 1) {
        answers.remove();
      }
      return answer;
    }
  }

  private static Optional<String> fitting(Question question, Optional<String> answer) {
    return answer.filter(a -> question.problem(a).isEmpty());
  }

  private Optional<String> declined(String step) {
    return names(script.declined(), step) ? Optional.of("n") : Optional.empty();
  }

  private List<String> written(String step) {
    return script.answers().entrySet().stream()
        .filter(e -> e.getKey().text().equals(step))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
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
