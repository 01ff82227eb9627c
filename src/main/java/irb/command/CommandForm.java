package irb.command;

import static irb.schema.Field.field;
import static irb.schema.Rule.exactlyOne;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.map;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.expr.Template;
import irb.expr.Words;
import irb.schema.Field;
import irb.schema.Rule.Needs;
import irb.schema.Schema.Fields;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.step.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the keys that every kind of command has.
public final class CommandForm {
  private final Form form;
  private final String what;
  private final Findings findings;

  /// `what` is what the form describes, for messages: `a shell action`.
  public CommandForm(Form form, String what, Findings findings) {
    this.form = form;
    this.what = what;
    this.findings = findings;
  }

  /// What [#read] asks for, behind `before`; `name` is what the mapping is called.
  public static Fields schema(String name, Field... before) {
    var all = new ArrayList<>(List.of(before));
    all.add(
        field("command", some(text().like("uptime")), "words, or a text that is cut at blanks"));
    all.add(field("script", text().like("df -P /"), "a script; values reach it through env"));
    all.add(field("interpreter", text().like("sh"), "what runs the script"));
    all.add(field("stdin", text(), "what the command reads"));
    all.add(
        field(
            "env",
            map(text("[A-Za-z_][A-Za-z0-9_]*", "LC_ALL"), text()),
            "variables for it alone"));
    all.add(field("dir", text(), "the folder it runs in"));
    all.add(field("effect", word(List.of("read")), "asserts that it only reads"));
    return fields(name, all)
        .with(exactlyOne("command", "script"), new Needs("interpreter", "script"));
  }

  /// The command; empty when something was found that hides it.
  public Optional<CommandTemplate> read() {
    var command = form.node("command");
    var script = form.scalar("script");
    var interpreter = form.scalar("interpreter");
    var words = new ArrayList<Template>();
    command.ifPresent(n -> words.addAll(words(n)));
    script.ifPresent(s -> words.addAll(ScriptWords.of(s, interpreter, findings)));
    checkOneOf(command.isPresent(), script.isPresent(), interpreter);
    var stdin = template("stdin");
    if (command.isPresent()) {
      words.forEach(w -> Words.check(w, findings));
      ProgramText.check(words, stdin, findings);
      checkProgram(words);
    }
    var env = env();
    var dir = template("dir");
    var effect = effect();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new CommandTemplate(words, env, dir, stdin, effect));
  }

  private void checkOneOf(boolean command, boolean script, Optional<Scalar> interpreter) {
    if (command && script) {
      findings.error(form.keyPlace("script"), what + " has 'command' or 'script', not both");
    } else if (!form.has("command") && !form.has("script")) {
      findings.error(form.place(), what + " needs 'command' or 'script'");
    } else if (interpreter.isPresent() && !form.has("script")) {
      findings.error(
          form.keyPlace("interpreter"), "'interpreter' belongs to 'script'", "remove it");
    }
  }

  private List<Template> words(Node node) {
    var words =
        switch (node) {
          case Scalar command -> Words.split(command, findings);
          case Sequence list ->
              list.items().stream()
                  .flatMap(n -> form.asScalar(n, "a word of 'command'").stream())
                  .map(s -> Template.parse(s, findings))
                  .toList();
          case Mapping _ -> {
            findings.error(
                node.place(), "'command' is a list of words or a text, and this is a mapping");
            yield List.<Template>of();
          }
        };
    if (words.isEmpty() && !(node instanceof Mapping)) {
      findings.error(node.place(), "this command has no words");
    }
    return words;
  }

  private void checkProgram(List<Template> words) {
    var program = words.isEmpty() ? Optional.<String>empty() : words.getFirst().constant();
    program
        .filter(p -> p.isBlank() || p.startsWith("-"))
        .ifPresent(
            p -> findings.error(words.getFirst().place(), "'" + p + "' is no program to run"));
    program
        .filter(p -> p.strip().contains(" ") && !p.contains("/"))
        .ifPresent(p ->
            findings.error(
                words.getFirst().place(),
                "a program whose name holds blanks is most likely a whole command",
                "write every word as an element of its own: ["
                    + String.join(", ", p.strip().split(" +", -1))
                    + "]"));
  }

  private Map<String, Template> env() {
    var env = new LinkedHashMap<String, Template>();
    form.form("env")
        .ifPresent(f ->
            f.entries()
                .forEach((name, value) -> {
                  checkName(name);
                  f.asScalar(value, "'" + name + "'")
                      .ifPresent(s -> env.put(name.text(), withoutNul(s)));
                }));
    return env;
  }

  private void checkName(Scalar name) {
    if (!name.text().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      findings.error(
          name.place(),
          "'" + name + "' is no name of an environment variable",
          "use letters, digits and '_'");
    }
  }

  private Optional<Template> template(String key) {
    return form.scalar(key)
        .map(s -> key.equals("stdin") ? Template.parse(s, findings) : withoutNul(s));
  }

  private Template withoutNul(Scalar scalar) {
    if (scalar.text().indexOf('\0') >= 0) {
      findings.error(scalar.place(), "a NUL cannot stand here");
    }
    return Template.parse(scalar, findings);
  }

  private Effect effect() {
    var effect = form.scalar("effect");
    effect
        .filter(s -> !s.text().equals("read"))
        .ifPresent(s ->
            findings.error(
                s.place(),
                "the only effect a command can be given is 'read', and this is '" + s + "'",
                "leave 'effect' out when the command changes something"));
    return effect.isPresent() ? Effect.ASSERTED_READ : Effect.WRITE;
  }
}
