package irb.step.redis;

import irb.expr.Template;
import irb.expr.Words;
import irb.source.Findings;
import java.util.List;

/// Checks what can be known of a command before it has its values: that no value says what it does,
/// and that it leaves the connection as it is.
final class CommandRules {
  private final List<Template> words;
  private final Findings findings;

  CommandRules(List<Template> words, Findings findings) {
    this.words = words;
    this.findings = findings;
  }

  void check() {
    var name = words.getFirst();
    if (hasValue(name, "the command is never a value", "write its name") || !isName(name)) {
      return;
    }
    var command = RedisAction.command(words);
    if (command.isContainer()
        && words.size() > 1
        && hasValue(
            words.get(1),
            "what '" + command.name() + "' does is never a value",
            "write its name")) {
      return;
    }
    for (var i = 1; i < words.size(); i++) {
      if (!command.isProgram(i)
          || !hasValue(
              words.get(i),
              "this is a program that the server runs, and no value may be part of one",
              "hand the value over as an argument, and use it there as ARGV[1]")) {
        Words.check(words.get(i), findings);
      }
    }
    if (command.name().equals("KEYS")) {
      findings.warning(
          name.place(),
          "'KEYS' looks at every key, and all other clients wait until it has",
          "DBSIZE counts keys, and SCAN looks at some of them");
    }
    command.refusal().ifPresent(r -> findings.error(name.place(), r.why(), r.fix()));
  }

  private boolean isName(Template name) {
    var text = name.constant().orElse("");
    if (text.matches("[A-Za-z][A-Za-z0-9._-]*")) {
      return true;
    }
    findings.error(
        name.place(),
        "'" + text + "' is no Redis command",
        text.strip().contains(" ")
            ? "write every word as an element of its own: ["
                + String.join(", ", text.strip().split(" +", -1))
                + "]"
            : "for example INFO memory");
    return false;
  }

  private boolean hasValue(Template word, String why, String fix) {
    var expressions = word.expressions();
    expressions.forEach(e -> findings.error(e.place(), why, fix));
    return !expressions.isEmpty();
  }
}
