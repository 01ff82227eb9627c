package irb.step.kubectl;

import java.util.ArrayList;
import java.util.List;

/// What `kubectl auth can-i` is asked about a command: the verb of the API, on what, and which part
/// of it; `part` is the kind itself where that is [On#FIXED].
record Asks(String verb, On on, String part) {
  private static final int MOST = 8;

  /// Where in a command stands what it acts on.
  enum On {
    /// It changes nothing.
    NOTHING,
    /// A kind and names: `deployment/api`, `pods a b`.
    NAMED,
    /// Names of nodes.
    NODES,
    /// The name of one pod, or a kind and a name.
    PODS,
    /// A kind alone, and the name of what is to be made.
    KIND,
    /// One kind whatever the command says.
    FIXED,
    /// In a manifest, so that only the server can tell.
    MANIFEST
  }

  /// The commands that ask; of very many objects the first few.
  List<List<String>> commands(Arguments arguments) {
    var names = arguments.positionals();
    var commands = new ArrayList<List<String>>();
    for (var what : objects(arguments.verb().orElseThrow(), names).stream().limit(MOST).toList()) {
      commands.add(
          on == On.FIXED || part.isEmpty()
              ? List.of("auth", "can-i", verb, what)
              : List.of("auth", "can-i", verb, what, "--subresource=" + part));
    }
    if (arguments.verb().filter(v -> v == Verb.DRAIN).isPresent()) {
      commands.add(
          List.of("auth", "can-i", "create", "pods", "--subresource=eviction", "--all-namespaces"));
    }
    return commands;
  }

  private List<String> objects(Verb command, List<String> names) {
    return switch (on) {
      case NAMED -> named(command, names);
      case NODES -> names.stream().map(n -> n.contains("/") ? n : "nodes/" + n).toList();
      case PODS ->
          names.isEmpty() || names.getFirst().contains("/")
              ? List.of("pods")
              : List.of("pods/" + names.getFirst());
      case KIND -> names.stream().limit(1).map(Asks::made).toList();
      case FIXED -> List.of(part);
      case MANIFEST, NOTHING -> List.of();
    };
  }

  /// `create` has short names of its own.
  private static String made(String kind) {
    return switch (kind) {
      case "quota" -> "resourcequotas";
      default -> kind;
    };
  }

  private static List<String> named(Verb command, List<String> words) {
    var names = words.stream().filter(w -> !isSetting(w)).toList();
    if (command == Verb.SET_SERVICEACCOUNT && names.size() > 1) {
      names = names.subList(0, names.size() - 1);
    }
    if (names.isEmpty()) {
      return List.of();
    }
    if (names.getFirst().contains("/")) {
      return names.stream().filter(n -> n.contains("/")).toList();
    }
    var kinds = List.of(names.getFirst().split(",", -1));
    var rest = names.subList(1, names.size());
    return rest.isEmpty()
        ? kinds
        : kinds.stream().flatMap(k -> rest.stream().map(n -> k + "/" + n)).toList();
  }

  /// `key=value`, or `key-` that takes a key away.
  private static boolean isSetting(String word) {
    return word.contains("=") || word.endsWith("-");
  }
}
