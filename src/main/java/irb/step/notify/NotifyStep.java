package irb.step.notify;

import irb.expr.Template;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.StepType;
import java.util.List;
import java.util.Optional;

/// The step type `notify`.
public final class NotifyStep implements StepType {
  static final String KEY = "notify";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "tell people something over a channel of the playbook";
  }

  @Override
  public String example() {
    return """
    - id: tell
      communicate: Tell everybody
      notify: {channel: incidents, text: "The API is back since ${{ now }}"}
    """;
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, "a notify action", findings);
    var channel = form.requiredScalar("channel");
    var template = form.scalar("template");
    var text = form.scalar("text");
    if (form.has("template") && form.has("text")) {
      findings.error(
          form.keyPlace("text"),
          "a notify action has 'template' or 'text', not both",
          "remove one; a template's text stands in playbook.yaml");
    } else if (!form.has("template") && !form.has("text") && node instanceof Node.Mapping) {
      findings.error(
          form.place(),
          "a notify action needs 'template' or 'text'",
          "template: NAME takes a message of the playbook, text: … says it here");
    }
    text.filter(t -> t.text().isBlank())
        .ifPresent(t -> findings.error(t.place(), "this message says nothing", "write it"));
    form.done();
    return channel.isEmpty() || (template.isEmpty() && text.isEmpty())
        ? Optional.empty()
        : Optional.of(action(channel.get(), template, text, findings));
  }

  private static NotifyAction action(
      Scalar channel, Optional<Scalar> template, Optional<Scalar> text, Findings findings) {
    var message = text.map(t -> Template.parse(t, findings)).stream().toList();
    return new NotifyAction(channel, template, List.copyOf(message));
  }
}
