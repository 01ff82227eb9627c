package irb.step.redis;

import irb.expr.Template;
import irb.expr.Words;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.List;
import java.util.Optional;

/// Reads what stands under `redis`: `{target, command}`, or the command alone.
final class RedisForm {
  private final Findings findings;

  RedisForm(Findings findings) {
    this.findings = findings;
  }

  Optional<RedisAction> read(Node node) {
    if (node instanceof Scalar command && !command.isNull()) {
      return action(Optional.empty(), command, Words.splitPlain(command, findings));
    }
    var form = Form.of(node, "a redis action", findings);
    var target = form.scalar("target");
    var command = form.required("command");
    form.done();
    return command.flatMap(c -> action(target, c, words(form, c)));
  }

  private List<Template> words(Form form, Node node) {
    return switch (node) {
      case Scalar command -> Words.splitPlain(command, findings);
      case Sequence list ->
          list.items().stream()
              .flatMap(n -> form.asScalar(n, "a word of 'command'").stream())
              .map(s -> Template.parse(s, findings))
              .toList();
      case Mapping _ -> {
        findings.error(
            node.place(), "'command' is a list of words or a text, and this is a mapping");
        yield List.of();
      }
    };
  }

  private Optional<RedisAction> action(
      Optional<Scalar> target, Node command, List<Template> words) {
    if (words.isEmpty()) {
      if (!(command instanceof Mapping)) {
        findings.error(command.place(), "this command has no words", "for example INFO memory");
      }
      return Optional.empty();
    }
    new CommandRules(words, findings).check();
    return Optional.of(new RedisAction(target, words));
  }
}
