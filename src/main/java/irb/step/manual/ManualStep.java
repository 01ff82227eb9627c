package irb.step.manual;

import static irb.schema.Field.field;
import static irb.schema.Rule.exactlyOne;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;
import static irb.schema.Schema.words;

import irb.expr.Template;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.StepType;
import java.util.List;
import java.util.Optional;

/// The step type `manual`.
public final class ManualStep implements StepType {
  static final String KEY = "manual";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "have a person do something and say when it is done";
  }

  @Override
  public String example() {
    return """
    - id: status_page
      diagnose: Put up a notice
      manual: Post on the status page that logins are slow
    """;
  }

  @Override
  public Schema schema() {
    return either(
        "manual",
        words(),
        fields(
                "manual action",
                field("text", words(), "what a person is to do"),
                field("checklist", text(), "a checklist of the playbook"))
            .with(exactlyOne("text", "checklist")));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return Optional.of(action(Optional.of(scalar), Optional.empty(), findings));
    }
    var form = Form.of(node, "a manual action", findings);
    var text = form.scalar("text");
    var checklist = form.scalar("checklist");
    if (form.has("text") && form.has("checklist")) {
      findings.error(
          form.keyPlace("checklist"), "a manual action has 'text' or 'checklist', not both");
    } else if (!form.has("text") && !form.has("checklist") && node instanceof Node.Mapping) {
      findings.error(form.place(), "a manual action needs 'text' or 'checklist'");
    }
    form.done();
    return text.isEmpty() && checklist.isEmpty()
        ? Optional.empty()
        : Optional.of(action(text, checklist, findings));
  }

  private static ManualAction action(
      Optional<Scalar> text, Optional<Scalar> checklist, Findings findings) {
    text.filter(t -> t.text().isBlank())
        .ifPresent(t -> findings.error(t.place(), "this task says nothing"));
    return new ManualAction(text.map(t -> Template.parse(t, findings)), checklist, List.of());
  }
}
