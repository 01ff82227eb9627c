package irb.step.shell;

import static irb.schema.Field.field;
import static irb.schema.Schema.text;

import irb.command.CommandForm;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import java.util.Optional;

/// The step type `shell`.
public final class ShellStep implements StepType {
  static final String KEY = "shell";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "run a command or a script on this machine";
  }

  @Override
  public String example() {
    return """
    - id: disk
      diagnose: How full is the disk?
      shell:
        target: server
        command: [df, -P, /]
        effect: read
    """;
  }

  @Override
  public Schema schema() {
    return CommandForm.schema(
        "shell action",
        field(
            "target",
            text(),
            "a local or ssh target of the playbook; needed when there are several"));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, "a shell action", findings);
    var target = form.scalar("target");
    var command = new CommandForm(form, "a shell action", findings).read();
    form.done();
    return command.map(c -> new ShellAction(target, c));
  }
}
