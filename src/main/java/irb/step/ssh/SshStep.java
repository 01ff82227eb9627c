package irb.step.ssh;

import irb.command.CommandForm;
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
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, WHAT, findings);
    var target = form.scalar("target");
    var command = new CommandForm(form, WHAT, findings).read();
    var rollout = new RolloutForm(form, findings).read();
    form.done();
    return command.map(c -> new SshAction(target, c, rollout));
  }
}
