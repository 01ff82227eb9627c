package irb.step.kubectl;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Risk;
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A kubectl command, without the word `kubectl`.
record KubectlAction(
    Optional<Scalar> target, List<Template> command, Optional<Template> stdin, Effect effect)
    implements Action {
  /// What nobody gets back, or takes much else with it.
  private static final Set<String> PRECIOUS =
      Set.of(
          "all",
          "namespace",
          "namespaces",
          "ns",
          "node",
          "nodes",
          "no",
          "pv",
          "persistentvolume",
          "persistentvolumes",
          "pvc",
          "persistentvolumeclaim",
          "persistentvolumeclaims",
          "crd",
          "crds",
          "customresourcedefinition",
          "customresourcedefinitions");

  /// Options whose value is never read as a list.
  private static final Set<String> PLAIN = Set.of("env", "e", "from-literal");

  KubectlAction {
    command = List.copyOf(command);
  }

  @Override
  public String type() {
    return KubectlStep.KEY;
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of(Target.Kind.KUBECTL);
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public List<Slot> slots() {
    return Stream.concat(
            command.stream().map(w -> new Slot(w, Context.ARGUMENT)),
            stdin.stream().map(s -> new Slot(s, Context.STDIN)))
        .toList();
  }

  @Override
  public Risk leastRisk() {
    var heads = new Arguments(command.stream().map(HoleRules::head).toList());
    return switch (heads.verb().orElse(Verb.GET)) {
      case DELETE -> {
        var kinds =
            heads.positionals().stream()
                .flatMap(p -> List.of(p.replaceFirst("[/.].*", "").split(",", -1)).stream());
        yield heads.option("all").isPresent() || kinds.anyMatch(PRECIOUS::contains)
            ? Risk.HIGH
            : Risk.MEDIUM;
      }
      case DRAIN -> Risk.MEDIUM;
      default -> Risk.LOW;
    };
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
    if (!(target.orElse(null) instanceof Target.Kubectl cluster)) {
      throw new IllegalArgumentException("kubectl needs a cluster, and this is " + target);
    }
    var words = new ArrayList<String>();
    for (var word : command) {
      var text = rendering.argument(word);
      if (HoleRules.head(word).isEmpty() && text.startsWith("-") && !words.contains("--")) {
        refuse(word, "begins with '-', and no value is an option of kubectl");
      }
      words.add(text);
    }
    var arguments = new Arguments(words);
    checkLists(arguments);
    Optional<Object> input =
        stdin.isEmpty() ? Optional.empty() : Optional.of(rendering.plain(stdin.get()));
    return new KubectlExecutor(new Cluster(cluster), arguments, input, effect);
  }

  /// Behind constant text such as `-l app=`, a value is one value and never a list of them.
  private void checkLists(Arguments arguments) throws ExpressionException {
    for (var option : arguments.options()) {
      var word = command.get(option.last());
      var head = HoleRules.head(word);
      if (word.constant().isEmpty()
          && !head.isEmpty()
          && !PLAIN.contains(option.name())
          && arguments.words().get(option.last()).indexOf(',', head.length()) >= 0) {
        refuse(word, "holds a comma, which would make it more than one value");
      }
    }
  }

  private static void refuse(Template word, String why) throws ExpressionException {
    throw new ExpressionException(word.place() + ": the value of " + word + " " + why);
  }
}
