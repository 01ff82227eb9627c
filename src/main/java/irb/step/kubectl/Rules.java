package irb.step.kubectl;

import irb.source.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with the words of a command; asked when it is loaded, and again of the words as
/// they would run.
final class Rules {
  private final Arguments arguments;
  private final boolean stdin;

  private Rules(Arguments arguments, boolean stdin) {
    this.arguments = arguments;
    this.stdin = stdin;
  }

  /// All that is wrong with `words`; `stdin` when there is something to read.
  static List<Refusal> broken(List<String> words, boolean stdin) {
    var arguments = new Arguments(words);
    return arguments.verb().isEmpty()
        ? List.of(unknown(words))
        : new Rules(arguments, stdin).broken(arguments.verb().get());
  }

  private static Refusal unknown(List<String> words) {
    var named = Verb.named(words);
    if (named.startsWith("-")) {
      return new Refusal(0, "a command begins with its verb", "write it before all options");
    }
    var first = words.isEmpty() ? "" : words.getFirst();
    var two = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return Verb.refusal(named)
        .or(() -> Verb.refusal(first))
        .map(why -> new Refusal(0, "'" + named + "' is refused: " + why, ""))
        .orElseGet(() ->
            new Refusal(
                0,
                "there is no verb '" + named + "' that irb knows; it runs no plugins",
                Nearest.to(named, Verb.known())
                    .or(() -> Nearest.to(two, Verb.known()))
                    .map(k -> "did you mean '" + k + "'?")
                    .orElse("a shell step runs any command")));
  }

  private List<Refusal> broken(Verb verb) {
    var broken = new ArrayList<>(RefusedOptions.in(arguments, stdin));
    switch (verb) {
      case APPLY, REPLACE, DIFF -> manifest(verb, broken);
      case CLUSTER_INFO ->
          first("dump")
              .ifPresent(at -> broken.add(new Refusal(at, "it prints all there is", "use get")));
      case CREATE ->
          first("token")
              .ifPresent(at ->
                  broken.add(
                      new Refusal(at, "it prints a token", "use a shell step that keeps it")));
      case DESCRIBE -> {
        if (arguments.namesSecrets()) {
          broken.add(
              new Refusal(
                  0, "of secrets this may show the values", "use get, where they are '***'"));
        }
      }
      case EXEC -> exec(broken);
      default -> {
        // its options are all there is to check
      }
    }
    return broken;
  }

  private Optional<Integer> first(String word) {
    return arguments.places().stream()
        .limit(1)
        .filter(at -> arguments.words().get(at).equals(word))
        .findFirst();
  }

  private void manifest(Verb verb, List<Refusal> broken) {
    if (!arguments.positionals().isEmpty()) {
      broken.add(
          new Refusal(
              arguments.places().getFirst(),
              "'" + verb.words() + "' takes a manifest and no names",
              "write '-f -' and the manifest as the step's 'stdin'"));
    } else if (arguments.option("filename").isEmpty()) {
      broken.add(
          new Refusal(
              0,
              "'" + verb.words() + "' needs a manifest",
              "write '-f -' and the manifest as the step's 'stdin'"));
    }
  }

  private void exec(List<Refusal> broken) {
    if (arguments.behind().isEmpty()) {
      broken.add(
          new Refusal(
              0,
              "'exec' needs a command for the container",
              "write it behind '--': exec deployment/api -- ls"));
    } else if (arguments.positionals().size() > 1) {
      broken.add(
          new Refusal(
              arguments.places().get(1),
              "'exec' takes one pod before its '--'",
              "write the command for the container behind '--'"));
    }
  }
}
