package irb.step.kubectl;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import java.util.List;
import java.util.Optional;

/// The step type `kubectl`.
public final class KubectlStep implements StepType {
  static final String KEY = "kubectl";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "one kubectl command; the verb says whether it reads";
  }

  @Override
  public String example() {
    return """
    - id: pods
      diagnose: Are the pods of the API running?
      kubectl:
        target: cluster
        command: [get, pods, -l, app=api]
    """;
  }

  @Override
  public Schema schema() {
    var command = some(text().like("version"));
    return either(
        "kubectl",
        command,
        fields(
            "kubectl action",
            field(
                "target",
                text(),
                "a kubectl target of the playbook; needed when there are several"),
            needed("command", command, "a text or a list of words, without the word kubectl"),
            field("effect", word(List.of("read")), "asserts that what exec runs only reads"),
            field("stdin", text(), "what -f - or exec -i reads")));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    return KubectlForm.action(node, findings);
  }
}
