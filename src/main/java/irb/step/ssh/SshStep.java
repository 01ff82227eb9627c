package irb.step.ssh;

import static irb.schema.Field.field;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;

import irb.command.CommandForm;
import irb.schema.Rule.Needs;
import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.step.Action;
import irb.step.StepType;
import java.util.Optional;

/// The step type `ssh`.
public final class SshStep implements StepType {
  static final String KEY = "ssh";
  private static final String WHAT = "an ssh action";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "run a command or a script on one or several hosts";
  }

  @Override
  public String example() {
    return """
    - id: uptime
      diagnose: How long are the hosts up, and how busy are they?
      ssh:
        target: web
        command: [uptime]
        effect: read
    """;
  }

  @Override
  public Schema schema() {
    return CommandForm.schema(
            "ssh action",
            field("target", text(), "an ssh target of the playbook; needed when there are several"),
            field(
                "batch",
                some(
                    text("[1-9][0-9]{0,4}|(?:[1-9][0-9]?|100)%", "1", "25%", "100%")
                        .says("a batch is a number of hosts or a share of them")),
                "how many hosts have their turn at once: numbers, or shares of all hosts"),
            field(
                "stop_after_failures", whole(1), "no batch begins after so many hosts have failed"))
        .with(new Needs("stop_after_failures", "batch"));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, WHAT, findings);
    var target = form.scalar("target");
    var command = new CommandForm(form, WHAT, findings).read();
    var rollout = new RolloutForm(form, findings).read();
    form.done();
    return command.map(c -> new SshAction(target, c, rollout));
  }
}
