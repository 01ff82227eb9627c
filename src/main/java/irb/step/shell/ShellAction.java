package irb.step.shell;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.process.Command;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A command or a script; a script is the command that hands its text to an interpreter.
record ShellAction(
    Optional<Scalar> target,
    List<Template> command,
    Map<String, Template> env,
    Optional<Template> dir,
    Optional<Template> stdin,
    Effect effect)
    implements Action {
  private static final Duration GRACE = Duration.ofSeconds(5);

  ShellAction {
    command = List.copyOf(command);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  @Override
  public String type() {
    return ShellStep.KEY;
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.LOCAL, Target.Kind.SSH);
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public List<Slot> slots() {
    return Stream.of(
            slots(command.stream(), Context.ARGUMENT),
            slots(env.values().stream(), Context.ENV),
            slots(dir.stream(), Context.PLAIN),
            slots(stdin.stream(), Context.STDIN))
        .flatMap(s -> s)
        .toList();
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of(
        "exit", Shape.INT,
        "out", Shape.TEXT,
        "err", Shape.TEXT,
        "lines", new Shape.ListOf(Shape.TEXT),
        "words", new Shape.ListOf(new Shape.ListOf(Shape.TEXT)),
        "json", Shape.ANY,
        "still_running", new Shape.ListOf(Shape.INT));
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    if (!(target.orElse(null) instanceof Target.Local local)) {
      throw new IllegalArgumentException("a command runs on this machine, not on " + target);
    }
    var argv = new ArrayList<String>();
    for (var word : command) {
      argv.add(rendering.argument(word));
    }
    var variables = new LinkedHashMap<>(local.env());
    for (var variable : env.entrySet()) {
      variables.put(variable.getKey(), rendering.plain(variable.getValue()));
    }
    var folder = dir.isEmpty() ? local.dir() : folder(rendering, local.dir(), dir.get());
    var input = stdin.isEmpty() ? Optional.empty() : Optional.of(rendering.plain(stdin.get()));
    return new ShellExecutor(
        new Command(argv, folder, local.inherited(), variables, input), effect, GRACE);
  }

  private static Path folder(Rendering rendering, Path base, Template dir)
      throws ExpressionException {
    try {
      return base.resolve(rendering.plain(dir).toString());
    } catch (InvalidPathException e) {
      throw new ExpressionException(dir.place() + ": this is no folder: " + e.getReason());
    }
  }

  private static Stream<Slot> slots(Stream<Template> templates, Context context) {
    return templates.map(t -> new Slot(t, context));
  }
}
