package irb.step.run;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;

import irb.expr.Template;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.step.Action;
import irb.step.Nested;
import irb.step.Nested.Given;
import irb.step.StepType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The step type `run`.
public final class RunStep implements StepType {
  static final String KEY = "run";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "run another runbook of the playbook: its steps, its approvals, its outcome";
  }

  @Override
  public String example() {
    return """
    - id: app
      diagnose: Is the application well?
      run: {runbook: app-health, with: {service: api}}
    """;
  }

  @Override
  public Schema schema() {
    var runbook =
        text("(?![\\s\\S]*\\$\\{\\{)[\\s\\S]*", "restart-service")
            .says("the runbook to run is written out, and not a value");
    return either(
        "run",
        runbook,
        fields(
            "run action",
            needed("runbook", runbook, "a runbook of this playbook, by its short name"),
            field("with", map(several(text())), "a value, a list or ${{ … }} for each parameter")));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return action(scalar, Map.of(), findings);
    }
    var form = Form.of(node, "a run action", findings);
    var runbook = form.requiredScalar("runbook");
    var with = form.form("with").map(f -> with(f, findings)).orElse(Map.of());
    form.done();
    return runbook.flatMap(r -> action(r, with, findings));
  }

  /// What is run is known before anything is, so that it can be checked.
  private static Optional<RunAction> action(
      Scalar runbook, Map<Scalar, Given> with, Findings findings) {
    if (runbook.text().contains("${{")) {
      findings.error(
          runbook.place(),
          "the runbook to run is written out, and not a value",
          "name each in a step of its own, and choose between them in a decide step");
      return Optional.empty();
    }
    return Optional.of(new RunAction(new Nested(runbook, with), Optional.empty()));
  }

  private static Map<Scalar, Given> with(Form form, Findings findings) {
    var with = new LinkedHashMap<Scalar, Given>();
    form.entries()
        .forEach((name, node) -> {
          var texts =
              switch (node) {
                case Scalar _, Sequence _ -> form.asScalars(node, "'" + name + "'");
                case Mapping _ -> {
                  findings.error(
                      node.place(), "'" + name + "' is a value or a list, and this is a mapping");
                  yield List.<Scalar>of();
                }
              };
          with.put(
              name,
              new Given(
                  texts.stream().map(t -> Template.parse(t, findings)).toList(),
                  node instanceof Sequence,
                  node.place()));
        });
    return with;
  }
}
