package irb.engine;

import irb.step.Operator;
import irb.step.Question;
import java.util.Map;
import java.util.Optional;

/// An operator who first looks at what was answered beforehand, by `--answer`.
///
/// What was answered and does not fit is handed on where nobody can be asked instead, so that the
/// step can say so. A detail of a step (`check.note`) may stay empty.
record Beforehand(Map<String, String> answers, Operator other) implements Operator {
  Beforehand {
    answers = Map.copyOf(answers);
  }

  @Override
  public String name() {
    return other.name();
  }

  /// Whoever answered one question of a step beforehand has answered the step.
  @Override
  public boolean isThere() {
    return other.isThere() || !answers.isEmpty();
  }

  @Override
  public String absence() {
    return other.absence();
  }

  @Override
  public Optional<String> answer(Question question) throws InterruptedException {
    var given = Optional.ofNullable(answers.get(question.step()));
    if (given.isPresent() && (!other.isThere() || question.problem(given.get()).isEmpty())) {
      return given;
    }
    return other.isThere()
        ? other.answer(question)
        : Optional.of("").filter(_ -> question.step().contains("."));
  }

  /// The operator of one step.
  static Operator of(String step, Map<String, String> answers, Operator other) {
    var own = new java.util.HashMap<String, String>();
    answers.forEach((id, answer) -> {
      if (id.equals(step) || id.startsWith(step + ".")) {
        own.put(id, answer);
      }
    });
    return own.containsKey(step) ? new Beforehand(own, other) : other;
  }
}
