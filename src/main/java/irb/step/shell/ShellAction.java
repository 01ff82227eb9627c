package irb.step.shell;

import irb.command.CommandTemplate;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Template;
import irb.process.Command;
import irb.source.Node.Scalar;
import irb.ssh.RemoteCommand;
import irb.ssh.RemoteExecutor;
import irb.ssh.Rollout;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command or a script, run where its target says.
record ShellAction(Optional<Scalar> target, CommandTemplate command) implements Action {
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Override
  public String type() {
    return ShellStep.KEY;
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.LOCAL, Target.Kind.SSH);
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
  public List<Slot> slots() {
    return command.slots();
  }

  @Override
  public Map<String, Shape> result() {
    // those of a command on this machine, and those of one on hosts, of which there may be several
    var result = new HashMap<>(RemoteExecutor.result());
    result.putAll(CommandTemplate.result());
    return Map.copyOf(result);
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    return switch (target.orElse(null)) {
      case Target.Local local -> here(rendering, local);
      case Target.Ssh ssh -> there(rendering, ssh);
      case null, default ->
          throw new IllegalArgumentException("a command runs on no target such as " + target);
    };
  }

  private Executor there(Rendering rendering, Target.Ssh ssh) throws ExpressionException {
    return new RemoteExecutor(
        new RemoteCommand(
            command.argv(rendering),
            RemoteCommand.dir(ssh.dir(), command.dir(rendering)),
            command.env(rendering, ssh.env()),
            command.stdin(rendering)),
        ssh,
        Rollout.ALL,
        command.effect());
  }

  private Executor here(Rendering rendering, Target.Local local) throws ExpressionException {
    var argv = command.argv(rendering);
    var variables = command.env(rendering, local.env());
    var folder =
        command.dir().isEmpty() ? local.dir() : folder(rendering, local.dir(), command.dir().get());
    var input = command.stdin(rendering);
    return new ShellExecutor(
        new Command(argv, folder, local.inherited(), variables, input), command.effect(), GRACE);
  }

  private static Path folder(Rendering rendering, Path base, Template dir)
      throws ExpressionException {
    try {
      return base.resolve(rendering.plain(dir).toString());
    } catch (InvalidPathException e) {
      throw new ExpressionException(dir.place() + ": this is no folder: " + e.getReason());
    }
  }
}
