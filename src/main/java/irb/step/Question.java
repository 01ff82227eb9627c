package irb.step;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a person is asked in a step; each kind knows which answers fit it.
public sealed interface Question {
  /// The step's id, e.g. `restart_app`; answers given beforehand are found by it.
  String step();

  /// The question, for people.
  String text();

  /// The same question of a step that is called `id` from outside its runbook.
  default Question as(String id) {
    return switch (this) {
      case Choice(_, var text, var options) -> new Choice(id, text, options);
      case Typed(_, var text, var expected, var options) -> new Typed(id, text, expected, options);
      case Free(_, var text, var wanted, var fits, var hidden) ->
          new Free(id, text, wanted, fits, hidden);
    };
  }

  /// What is wrong with `answer`, in one sentence; empty when it fits.
  Optional<String> problem(String answer);

  /// One of several keys: `y n s d` of an approval, or the options of an `ask`.
  record Choice(String step, String text, List<Option> options) implements Question {
    public Choice {
      options = List.copyOf(options);
      if (options.isEmpty()) {
        throw new IllegalArgumentException("nothing to choose from");
      }
    }

    @Override
    public Optional<String> problem(String answer) {
      return options.stream().anyMatch(o -> o.key().equals(answer))
          ? Optional.empty()
          : Optional.of("it is one of " + String.join(", ", keys()));
    }

    private List<String> keys() {
      return options.stream().map(Option::key).toList();
    }
  }

  /// A key and what it stands for, e.g. `y` and `yes, run it`.
  record Option(String key, String label) {}

  /// A text that has to be typed exactly, e.g. `production/db`, so that it is not done in passing;
  /// `options` are keys that are answers too, such as `n`.
  record Typed(String step, String text, String expected, List<Option> options)
      implements Question {
    public Typed {
      options = List.copyOf(options);
    }

    @Override
    public Optional<String> problem(String answer) {
      return answer.equals(expected) || options.stream().anyMatch(o -> o.key().equals(answer))
          ? Optional.empty()
          : Optional.of("type " + expected);
    }
  }

  /// Any text that `fits`; `wanted` says which those are. `hidden` is typed unseen.
  record Free(String step, String text, String wanted, Predicate<String> fits, boolean hidden)
      implements Question {

    /// Any text at all, also none.
    public static Free any(String step, String text) {
      return new Free(step, text, "any text", _ -> true, false);
    }

    /// A text that matches `pattern` from its first to its last character.
    public static Free matching(String step, String text, Pattern pattern) {
      return new Free(
          step, text, "a text that matches " + pattern, pattern.asMatchPredicate(), false);
    }

    @Override
    public Optional<String> problem(String answer) {
      return fits.test(answer) ? Optional.empty() : Optional.of("it is " + wanted);
    }
  }
}
