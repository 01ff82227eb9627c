package irb.step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An operator who gives prepared answers, and gives up when there are no more.
public final class Script implements Operator {
  private final Deque<String> answers;
  private final List<Question> asked = new ArrayList<>();

  public Script(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Optional<String> answer(Question question) {
    asked.add(question);
    return Optional.ofNullable(answers.poll());
  }

  /// The questions so far.
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  /// Runs `executor` with this operator.
  public Outcome run(Executor executor) throws InterruptedException {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(Call.Mode.READ, new Stop(), sessions, this));
    }
  }
}
