package irb.step.kubectl;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import irb.expr.Words;
import irb.source.Findings;
import java.util.List;
import java.util.Set;

/// Where in a command a value may stand: never in its verb, the name of an option, or a text that
/// is itself a program.
final class HoleRules {
  /// Options whose value is a language of its own, or decides what is shown.
  private static final Set<String> CONSTANT =
      Set.of(
          "output",
          "template",
          "patch",
          "overrides",
          "type",
          "override-type",
          "subresource",
          "cascade",
          "validate",
          "sort-by");

  private static final Set<String> INTERPRETERS =
      Set.of(
          "sh",
          "ash",
          "bash",
          "dash",
          "zsh",
          "ksh",
          "fish",
          "busybox",
          "python",
          "perl",
          "ruby",
          "node",
          "php",
          "lua",
          "awk",
          "gawk",
          "sed",
          "env",
          "xargs",
          "eval",
          "su",
          "psql",
          "mysql",
          "mariadb",
          "mongosh",
          "mongo",
          "redis-cli",
          "sqlite3",
          "ssh",
          "watch",
          "nsenter");

  private final List<Template> words;
  private final Arguments arguments;
  private final Findings findings;

  /// `arguments` are the same words, with anything in the place of a value.
  HoleRules(List<Template> words, Arguments arguments, Findings findings) {
    this.words = words;
    this.arguments = arguments;
    this.findings = findings;
  }

  void check() {
    words.forEach(w -> Words.check(w, findings));
    for (var i = 0; i < arguments.end(); i++) {
      var word = words.get(i);
      if (head(word).startsWith("-") && !head(word).contains("=")) {
        refuse(word, "the name of an option is never a value", "write it out");
      }
    }
    for (var option : arguments.options()) {
      if (CONSTANT.contains(option.name())) {
        refuse(
            words.get(option.last()),
            "what '" + option.name() + "' is given is never a value",
            "write it out");
      }
    }
    kinds();
    behind();
  }

  /// What is changed may be named by a value, but a value never says of which kind it is.
  private void kinds() {
    if (arguments.verb().filter(Verb::takesKind).isEmpty() || arguments.places().isEmpty()) {
      return;
    }
    var first = words.get(arguments.places().getFirst());
    refuse(first, head(first).isEmpty());
    if (head(first).contains("/")) {
      arguments.places().stream()
          .skip(1)
          .map(words::get)
          .forEach(w -> refuse(w, head(w).isEmpty()));
    }
  }

  private void refuse(Template word, boolean wrong) {
    if (wrong) {
      refuse(
          word,
          "the kind of what is changed is never a value",
          "write it before the value: deployment/${{ … }}");
    }
  }

  private void behind() {
    for (var i = arguments.end() + 1; i < words.size(); i++) {
      var before = words.subList(arguments.end() + 1, i);
      if (before.isEmpty()) {
        refuse(words.get(i), "the program to run is never a value", "write its name");
      } else if (before.stream().anyMatch(w -> isInterpreter(w.constant().orElse("")))) {
        refuse(
            words.get(i),
            "an interpreter may read this as a program, and no value may be part of one",
            "run a program that takes the value as an argument");
      }
    }
  }

  /// Whether what runs in the container may read a program from its standard input.
  static boolean runsInterpreter(Arguments arguments) {
    return arguments.behind().stream().anyMatch(HoleRules::isInterpreter);
  }

  private static boolean isInterpreter(String text) {
    return INTERPRETERS.contains(
        text.substring(text.lastIndexOf('/') + 1).replaceFirst("[0-9.]+$", ""));
  }

  private void refuse(Template word, String why, String fix) {
    for (var part : word.parts()) {
      if (part instanceof Hole(var expression, _)) {
        findings.error(expression.place(), why, fix);
        return;
      }
    }
  }

  /// The constant text that a word begins with.
  static String head(Template word) {
    return word.parts().isEmpty() || !(word.parts().getFirst() instanceof Text(var text, _))
        ? ""
        : text;
  }
}
