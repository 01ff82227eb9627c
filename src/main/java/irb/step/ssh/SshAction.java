package irb.step.ssh;

import irb.command.CommandTemplate;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.source.Node.Scalar;
import irb.ssh.RemoteCommand;
import irb.ssh.RemoteExecutor;
import irb.ssh.Rollout;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command or a script for every host of a target.
record SshAction(Optional<Scalar> target, CommandTemplate command, Rollout rollout)
    implements Action {

  @Override
  public String type() {
    return SshStep.KEY;
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.SSH);
  }

  @Override
  public List<Slot> slots() {
    return command.slots();
  }

  @Override
  public Effect effect() {
    return command.effect();
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public Map<String, Shape> result() {
    return RemoteExecutor.result();
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    if (!(target.orElse(null) instanceof Target.Ssh ssh)) {
      throw new IllegalArgumentException("a command for another machine needs one, not " + target);
    }
    return new RemoteExecutor(
        new RemoteCommand(
            command.argv(rendering),
            RemoteCommand.dir(ssh.dir(), command.dir(rendering)),
            command.env(rendering, ssh.env()),
            command.stdin(rendering)),
        ssh,
        rollout,
        command.effect());
  }
}
