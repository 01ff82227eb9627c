package irb.step.notify;

import static irb.schema.Field.field;
import static irb.schema.Rule.atLeastOne;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;
import static irb.schema.Schema.words;

import irb.expr.Template;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
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
  public Schema schema() {
    return fields(
            "notify action",
            field("channel", text(), "a channel of the playbook; a template may have its own"),
            field("template", text(), "a message template of the playbook"),
            field("text", words(), "what the message says"),
            field("action", word(Signal.class), "what it does to an alert of PagerDuty"),
            field("dedup_key", text(), "the PagerDuty alert, else the incident's"))
        .with(
            excludes("template", "text"),
            atLeastOne("channel", "template"),
            atLeastOne("template", "text", "action"));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, "a notify action", findings);
    var channel = form.scalar("channel");
    var template = form.scalar("template");
    var text = form.scalar("text");
    var action = form.scalar("action");
    var read = form.word("action", Signal.class);
    var signal = read.orElse(Signal.TRIGGER);
    var key = form.scalar("dedup_key").map(s -> Template.parse(s, findings));
    if (form.has("template") && form.has("text")) {
      findings.error(
          form.keyPlace("text"),
          "a notify action has 'template' or 'text', not both",
          "remove one; a template's text stands in playbook.yaml");
    }
    var misspelt = form.has("action") && read.isEmpty();
    var says = form.has("template") || form.has("text") || signal != Signal.TRIGGER || misspelt;
    if (!says && form.isRead()) {
      findings.error(
          form.place(),
          "a notify action needs 'template' or 'text'",
          "template: NAME takes a message of the playbook, text: … says it here");
    }
    if (!form.has("channel") && !form.has("template") && form.isRead()) {
      findings.error(
          form.place(),
          "a notify action needs 'channel'",
          "name one of the playbook's; only a template can have its own");
    }
    text.filter(t -> t.text().isBlank())
        .ifPresent(t -> findings.error(t.place(), "this message says nothing", "write it"));
    form.done();
    return channel.isEmpty() && template.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NotifyAction(
                channel,
                template,
                text.map(t -> Template.parse(t, findings)),
                action,
                signal,
                key,
                Optional.empty(),
                Optional.empty()));
  }
}
