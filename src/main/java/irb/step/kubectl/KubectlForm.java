package irb.step.kubectl;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import irb.expr.Words;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.step.Effect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what stands under `kubectl`: a command alone, or one with its target.
final class KubectlForm {
  private final Findings findings;

  private KubectlForm(Findings findings) {
    this.findings = findings;
  }

  static Optional<KubectlAction> action(Node node, Findings findings) {
    var reader = new KubectlForm(findings);
    var bare = node instanceof Sequence || (node instanceof Scalar scalar && !scalar.isNull());
    return bare
        ? reader.action(node, Optional.empty(), Optional.empty(), Optional.empty())
        : reader.action(Form.of(node, "a kubectl action", findings));
  }

  private Optional<KubectlAction> action(Form form) {
    var command = form.required("command");
    var target = form.scalar("target");
    var effect = form.scalar("effect");
    var stdin = form.scalar("stdin");
    form.done();
    return command.flatMap(c -> action(c, target, effect, stdin));
  }

  private Optional<KubectlAction> action(
      Node command, Optional<Scalar> target, Optional<Scalar> effect, Optional<Scalar> stdin) {
    var words = words(command);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    var input = stdin.map(s -> Template.parse(s, findings));
    if (!isVerbConstant(words)) {
      return Optional.empty();
    }
    var arguments = new Arguments(words.stream().map(KubectlForm::sample).toList());
    for (var refusal : Rules.broken(arguments.words(), input.isPresent())) {
      findings.error(words.get(refusal.word()).place(), refusal.why(), refusal.fix());
    }
    new HoleRules(words, arguments, findings).check();
    input.ifPresent(i -> checkInput(i, arguments));
    return arguments
        .verb()
        .map(verb -> new KubectlAction(target, words, input, effect(verb, effect)));
  }

  private List<Template> words(Node node) {
    var words =
        switch (node) {
          case Scalar command -> Words.split(command, findings);
          case Sequence list ->
              list.items().stream()
                  .flatMap(n -> {
                    if (n instanceof Scalar scalar && !scalar.isNull()) {
                      return Stream.of(Template.parse(scalar, findings));
                    }
                    findings.error(
                        n.place(), "a word of 'command' is a text, and this is " + n.kind());
                    return Stream.<Template>empty();
                  })
                  .toList();
          case Mapping _ -> {
            findings.error(
                node.place(), "'command' is a list of words or a text, and this is a mapping");
            yield List.<Template>of();
          }
        };
    var named = !words.isEmpty() && words.getFirst().constant().equals(Optional.of("kubectl"));
    var rest = named ? words.subList(1, words.size()) : words;
    if (rest.isEmpty() && !(node instanceof Mapping)) {
      findings.error(node.place(), "this command has no words", "for example command: get pods");
    }
    return rest;
  }

  private boolean isVerbConstant(List<Template> words) {
    var first = words.getFirst().constant().orElse("");
    var value =
        words.stream()
            .limit(Verb.isGroup(List.of(first)) ? 2 : 1)
            .filter(w -> w.constant().isEmpty())
            .findFirst();
    value.ifPresent(
        w -> findings.error(w.place(), "the verb of a command is never a value", "write it out"));
    return value.isEmpty();
  }

  /// The word with something in the place of each value that is nothing but a value.
  private static String sample(Template word) {
    return word.parts().stream()
        .map(p ->
            switch (p) {
              case Text(var text, _) -> text;
              case Hole _ -> "value";
            })
        .collect(Collectors.joining());
  }

  private void checkInput(Template input, Arguments arguments) {
    var manifest = arguments.option("filename").isPresent();
    var command = arguments.verb().filter(v -> v == Verb.EXEC).isPresent();
    if (!manifest && !(command && arguments.option("stdin").isPresent())) {
      findings.error(
          input.place(),
          "nothing reads this 'stdin'",
          command ? "exec takes '-i' before its '--'" : "a manifest is read by '-f -'");
    }
    if (manifest || HoleRules.runsInterpreter(arguments)) {
      input
          .expressions()
          .forEach(e ->
              findings.error(
                  e.place(),
                  manifest ? "a manifest takes no values" : "this input may be read as a program",
                  manifest
                      ? "use scale, set, label or annotate for what a value decides"
                      : "run a program that takes the value as an argument"));
    }
  }

  private Effect effect(Verb verb, Optional<Scalar> written) {
    written
        .filter(s -> verb != Verb.EXEC || !s.text().equals("read"))
        .ifPresent(s ->
            findings.error(
                s.place(),
                verb == Verb.EXEC
                    ? "the only effect a command can be given is 'read', and this is '" + s + "'"
                    : "only 'exec' is given an effect; '" + verb.words() + "' has its own",
                "remove it"));
    if (verb.isRead()) {
      return Effect.PROVEN_READ;
    }
    return verb == Verb.EXEC && written.isPresent() ? Effect.ASSERTED_READ : Effect.WRITE;
  }
}
