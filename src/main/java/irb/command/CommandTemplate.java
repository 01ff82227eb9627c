package irb.command;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.step.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A command before its values are there; a script is the command that hands its text to an
/// interpreter.
public record CommandTemplate(
    List<Template> words,
    Map<String, Template> env,
    Optional<Template> dir,
    Optional<Template> stdin,
    Effect effect) {
  public CommandTemplate {
    words = List.copyOf(words);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /// Every template in it, and what a value becomes there.
  public List<Slot> slots() {
    return Stream.of(
            slots(words.stream(), Context.ARGUMENT),
            slots(env.values().stream(), Context.ENV),
            slots(dir.stream(), Context.PLAIN),
            slots(stdin.stream(), Context.STDIN))
        .flatMap(s -> s)
        .toList();
  }

  /// The fields of what a command gives.
  public static Map<String, Shape> result() {
    return Map.of(
        "exit", Shape.INT,
        "out", Shape.TEXT,
        "err", Shape.TEXT,
        "lines", new Shape.ListOf(Shape.TEXT),
        "words", new Shape.ListOf(new Shape.ListOf(Shape.TEXT)),
        "json", Shape.ANY,
        "still_running", new Shape.ListOf(Shape.INT));
  }

  public List<String> argv(Rendering rendering) throws ExpressionException {
    var argv = new ArrayList<String>();
    for (var word : words) {
      argv.add(rendering.argument(word));
    }
    return argv;
  }

  /// The variables of the target, and over them those of the command.
  public Map<String, Object> env(Rendering rendering, Map<String, Object> ofTarget)
      throws ExpressionException {
    var variables = new LinkedHashMap<>(ofTarget);
    for (var variable : env.entrySet()) {
      variables.put(variable.getKey(), rendering.plain(variable.getValue()));
    }
    return variables;
  }

  public Optional<Object> stdin(Rendering rendering) throws ExpressionException {
    return stdin.isEmpty() ? Optional.empty() : Optional.of(rendering.plain(stdin.get()));
  }

  /// The folder as written, with its values.
  public Optional<String> dir(Rendering rendering) throws ExpressionException {
    if (dir.isEmpty()) {
      return Optional.empty();
    }
    var text = rendering.plain(dir.get()).toString();
    // only where the author wrote it does '~' mean somebody's home
    var value = dir.get().parts().getFirst() instanceof Template.Hole;
    return Optional.of(value && text.startsWith("~") ? "./" + text : text);
  }

  private static Stream<Slot> slots(Stream<Template> templates, Context context) {
    return templates.map(t -> new Slot(t, context));
  }
}
