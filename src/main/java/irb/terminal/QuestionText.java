package irb.terminal;

import irb.step.Question;
import irb.step.Question.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A question as it is put on the terminal.
final class QuestionText {
  private final Shown shown;

  QuestionText(Shown shown) {
    this.shown = shown;
  }

  /// The lines before the one that is typed on, and the prompt of that one.
  record Asked(List<String> lines, String prompt) {}

  Asked of(Question question) {
    var lines = new ArrayList<>(shown.lines(question.text()));
    if (lines.isEmpty()) {
      lines.add("");
    }
    return switch (question) {
      case Question.Choice choice when Answers.areLetters(choice.options()) ->
          prompted(lines, "  " + letters(choice.options()) + " ");
      case Question.Choice choice -> {
        lines.addAll(numbered(choice.options()));
        yield new Asked(lines, "number or name: ");
      }
      case Question.Typed _ -> prompted(lines, ": ");
      case Question.Free _ -> prompted(lines, lines.getLast().endsWith(":") ? " " : ": ");
    };
  }

  /// What is wrong with the last answer.
  String problem(Question question, String typed) {
    return "? " + shown.line(question.problem(typed).orElse("that is not an answer"));
  }

  private static Asked prompted(List<String> lines, String end) {
    var last = lines.removeLast();
    return new Asked(lines, last + end);
  }

  /// `[y]es [n]o`.
  private String letters(List<Option> options) {
    return options.stream().map(this::letter).collect(Collectors.joining("  "));
  }

  private String letter(Option option) {
    var label = shown.line(option.label());
    return label.startsWith(option.key())
        ? "[" + option.key() + "]" + label.substring(option.key().length())
        : "[" + option.key() + "] " + label;
  }

  private List<String> numbered(List<Option> options) {
    var widest = options.stream().mapToInt(o -> DisplayWidth.of(o.key())).max().orElse(0);
    var lines = new ArrayList<String>();
    for (var option : options) {
      lines.add(
          "  "
              + (lines.size() + 1)
              + "  "
              + DisplayWidth.padRight(shown.line(option.key()), widest)
              + "  "
              + shown.line(option.label()));
    }
    return lines;
  }
}
