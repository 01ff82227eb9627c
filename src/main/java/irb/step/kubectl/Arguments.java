package irb.step.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The words of a command as kubectl understands them: its verb, its options, what they leave, and
/// the words behind `--`.
final class Arguments {
  /// The name of short options that stand together in one word.
  static final String TOGETHER = "-";

  /// Long options that take no value, or only one behind `=`; every other takes the next word.
  private static final Set<String> SWITCHES =
      Set.of(
          "all",
          "all-containers",
          "all-namespaces",
          "all-pods",
          "allow-missing-template-keys",
          "append-hash",
          "attach",
          "cached",
          "cascade",
          "client",
          "command",
          "delete-emptydir-data",
          "disable-compression",
          "disable-eviction",
          "dry-run",
          "edit",
          "expose",
          "follow",
          "force",
          "force-conflicts",
          "help",
          "ignore-daemonsets",
          "ignore-errors",
          "ignore-not-found",
          "insecure-skip-tls-verify",
          "insecure-skip-tls-verify-backend",
          "interactive",
          "leave-stdin-open",
          "list",
          "local",
          "match-server-version",
          "namespaced",
          "no-headers",
          "now",
          "openapi-patch",
          "output-watch-events",
          "overwrite",
          "previous",
          "privileged",
          "prune",
          "quiet",
          "recursive",
          "resolve",
          "rm",
          "save-config",
          "server-print",
          "server-side",
          "short",
          "show-capacity",
          "show-events",
          "show-kind",
          "show-labels",
          "show-managed-fields",
          "show-swap",
          "stdin",
          "sum",
          "timestamps",
          "tty",
          "use-protocol-buffers",
          "validate",
          "wait",
          "warnings-as-errors",
          "watch",
          "watch-only",
          "windows-line-endings");

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("A", "all-namespaces"),
          Map.entry("h", "help"),
          Map.entry("k", "kustomize"),
          Map.entry("l", "selector"),
          Map.entry("n", "namespace"),
          Map.entry("o", "output"),
          Map.entry("q", "quiet"),
          Map.entry("R", "recursive"),
          Map.entry("s", "server"),
          Map.entry("t", "tty"),
          Map.entry("v", "v"),
          Map.entry("w", "watch"));

  private final List<String> words;
  private final Optional<Verb> verb;
  private final List<Option> options = new ArrayList<>();
  private final List<Integer> positionals = new ArrayList<>();
  private int end;

  /// An option by its long name; `at` is its word, and `last` the word its value ends with.
  record Option(String name, Optional<String> value, int at, int last) {
    boolean is(String other) {
      return name.equals(other);
    }
  }

  Arguments(List<String> words) {
    this.words = List.copyOf(words);
    this.verb = Verb.of(words);
    this.end = words.size();
    parse(Math.min(words.size(), Verb.isGroup(words) ? 2 : 1));
  }

  List<String> words() {
    return words;
  }

  Optional<Verb> verb() {
    return verb;
  }

  List<Option> options() {
    return List.copyOf(options);
  }

  Optional<Option> option(String name) {
    return options.stream().filter(o -> o.is(name)).findFirst();
  }

  /// The words that are no options, without the verb and without what stands behind `--`.
  List<String> positionals() {
    return positionals.stream().map(words::get).toList();
  }

  /// Where [#positionals] stand.
  List<Integer> places() {
    return List.copyOf(positionals);
  }

  /// The words behind `--`, a command for a container.
  List<String> behind() {
    return words.subList(Math.min(words.size(), end + 1), words.size());
  }

  /// Where `--` stands, or the end.
  int end() {
    return end;
  }

  /// How it prints, e.g. `json` or `jsonpath`; empty when nothing is said about it.
  Optional<String> format() {
    return option("output")
        .flatMap(Option::value)
        .or(() -> option("template").map(_ -> "go-template"))
        .map(f -> f.replaceFirst("=.*", ""));
  }

  /// Whether it names secrets, wherever it does.
  boolean namesSecrets() {
    return IntStream.range(0, end)
        .mapToObj(words::get)
        .flatMap(w -> List.of(w.split("[,=]", -1)).stream())
        .map(w -> w.replaceFirst("[/.].*", "").toLowerCase(Locale.ROOT))
        .anyMatch(w -> w.equals("secret") || w.equals("secrets"));
  }

  /// The same with `more` options, and without those named `without`.
  List<String> with(List<String> more, Set<String> without) {
    var changed = new ArrayList<String>();
    for (var i = 0; i < end; i++) {
      var at = i;
      if (options.stream()
          .noneMatch(o -> without.contains(o.name()) && at >= o.at() && at <= o.last())) {
        changed.add(words.get(i));
      }
    }
    changed.addAll(more);
    changed.addAll(words.subList(end, words.size()));
    return changed;
  }

  private void parse(int from) {
    for (var i = from; i < words.size(); i++) {
      var word = words.get(i);
      if (word.equals("--")) {
        end = i;
        return;
      }
      if (word.startsWith("--")) {
        i = option(i, longName(word), word.indexOf('='));
      } else if (word.startsWith("-") && word.length() > 1) {
        i = shortOption(i, word);
      } else {
        positionals.add(i);
      }
    }
  }

  /// kubectl takes `_` for `-` in the name of an option.
  private static String longName(String word) {
    var equals = word.indexOf('=');
    return word.substring(2, equals < 0 ? word.length() : equals).replace('_', '-');
  }

  private int shortOption(int at, String word) {
    var name = longOf(word.substring(1, word.offsetByCodePoints(1, 1)));
    var rest = word.substring(word.offsetByCodePoints(1, 1));
    if (rest.isEmpty()) {
      return option(at, name, -1);
    }
    // behind a switch, kubectl reads further switches: '-Aw'
    var value = rest.startsWith("=") ? rest.substring(1) : rest;
    var read = isSwitch(name) && !rest.startsWith("=") ? TOGETHER : name;
    options.add(new Option(read, Optional.of(value), at, at));
    return at;
  }

  private String longOf(String letter) {
    var logs = verb.filter(v -> v == Verb.LOGS).isPresent();
    return switch (letter) {
      case "f" -> logs ? "follow" : "filename";
      case "p" -> logs ? "previous" : "patch";
      case "i" -> verb.filter(v -> v == Verb.DELETE).isPresent() ? "interactive" : "stdin";
      default -> SHORT.getOrDefault(letter, letter);
    };
  }

  private int option(int at, String name, int equals) {
    if (equals >= 0) {
      options.add(new Option(name, Optional.of(words.get(at).substring(equals + 1)), at, at));
      return at;
    }
    var takesNext = !isSwitch(name) && at + 1 < words.size();
    options.add(
        takesNext
            ? new Option(name, Optional.of(words.get(at + 1)), at, at + 1)
            : new Option(name, Optional.empty(), at, at));
    return takesNext ? at + 1 : at;
  }

  private boolean isSwitch(String name) {
    var set = verb.filter(v -> v.words().startsWith("set ")).isPresent();
    return SWITCHES.contains(name)
        || (!set && (name.equals("prefix") || name.equals("containers")));
  }
}
