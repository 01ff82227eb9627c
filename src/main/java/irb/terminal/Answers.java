package irb.terminal;

import irb.step.Question;
import irb.step.Question.Option;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was typed, as the answer that it stands for.
final class Answers {
  private Answers() {}

  /// The answer to `question`; empty when the typed text fits nothing.
  static Optional<String> of(Question question, String typed) {
    var answer =
        switch (question) {
          case Question.Choice choice -> option(choice.options(), typed.strip());
          case Question.Typed exact ->
              typed.strip().equals(exact.expected())
                  ? Optional.of(exact.expected())
                  : option(exact.options(), typed.strip());
          case Question.Free free -> Optional.of(free.hidden() ? typed : typed.strip());
        };
    return answer.filter(a -> question.problem(a).isEmpty());
  }

  /// Whether all keys are single letters, as in `y n s d`; others are numbered.
  static boolean areLetters(List<Option> options) {
    return options.stream().allMatch(o -> o.key().length() == 1);
  }

  private static Optional<String> option(List<Option> options, String typed) {
    var exact = options.stream().map(Option::key).filter(typed::equals).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    return areLetters(options) ? byLabel(options, typed) : byNumber(options, typed);
  }

  /// `ye` and `YES` are `y`, as long as no other label begins so.
  private static Optional<String> byLabel(List<Option> options, String typed) {
    var lower = typed.toLowerCase(Locale.ROOT);
    var begun =
        options.stream()
            .filter(o -> !lower.isEmpty() && o.label().toLowerCase(Locale.ROOT).startsWith(lower))
            .toList();
    return begun.size() == 1 ? Optional.of(begun.getFirst().key()) : Optional.empty();
  }

  /// A longer key is never guessed from its beginning.
  private static Optional<String> byNumber(List<Option> options, String typed) {
    for (var i = 0; i < options.size(); i++) {
      if (typed.equals(String.valueOf(i + 1))) {
        return Optional.of(options.get(i).key());
      }
    }
    return Optional.empty();
  }
}
