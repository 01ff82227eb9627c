package irb.step.kubectl;

import irb.step.kubectl.Asks.On;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `kubectl` can be told to do here; other words, plugins among them, are refused.
enum Verb {
  GET,
  DESCRIBE,
  LOGS,
  TOP,
  EVENTS,
  EXPLAIN,
  DIFF,
  WAIT,
  API_RESOURCES,
  API_VERSIONS,
  VERSION,
  CLUSTER_INFO,
  AUTH_CAN_I,
  AUTH_WHOAMI,
  ROLLOUT_STATUS,
  ROLLOUT_HISTORY,
  SCALE("patch", On.NAMED, "scale", true),
  ROLLOUT_RESTART("patch", On.NAMED, "", false),
  ROLLOUT_UNDO("patch", On.NAMED, "", true),
  ROLLOUT_PAUSE("patch", On.NAMED, "", false),
  ROLLOUT_RESUME("patch", On.NAMED, "", false),
  SET_IMAGE("patch", On.NAMED, "", true),
  SET_ENV("patch", On.NAMED, "", true),
  SET_RESOURCES("patch", On.NAMED, "", true),
  SET_SELECTOR("patch", On.NAMED, "", true),
  SET_SERVICEACCOUNT("patch", On.NAMED, "", true),
  PATCH("patch", On.NAMED, "", true),
  LABEL("patch", On.NAMED, "", true),
  ANNOTATE("patch", On.NAMED, "", true),
  TAINT("patch", On.NAMED, "", true),
  DELETE("delete", On.NAMED, "", true),
  CORDON("patch", On.NODES, "", true),
  UNCORDON("patch", On.NODES, "", true),
  DRAIN("patch", On.NODES, "", true),
  EXEC("create", On.PODS, "exec", false),
  RUN("create", On.FIXED, "pods", true),
  EXPOSE("create", On.FIXED, "services", true),
  AUTOSCALE("create", On.FIXED, "horizontalpodautoscalers.autoscaling", true),
  CREATE("create", On.KIND, "", true),
  APPLY("", On.MANIFEST, "", true),
  REPLACE("", On.MANIFEST, "", true);

  private static final Map<String, Verb> BY_WORDS =
      Arrays.stream(values()).collect(Collectors.toMap(Verb::words, v -> v));
  private static final List<String> GROUPS = List.of("auth", "rollout", "set");
  private static final String PERSON = "it wants a person at a terminal; a step is never one";
  private static final String FILES = "it works on files of this machine; use a shell step";
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("edit", PERSON),
          Map.entry("attach", PERSON),
          Map.entry("debug", PERSON),
          Map.entry("port-forward", "it runs until it is stopped; give the http target 'via:'"),
          Map.entry("proxy", "it runs until it is stopped"),
          Map.entry("cp", FILES),
          Map.entry("kustomize", FILES),
          Map.entry("auth reconcile", FILES),
          Map.entry("config", "the context comes from the target"),
          Map.entry("plugin", "plugins are programs that irb knows nothing of; use a shell step"));

  private final String apiVerb;
  private final On on;
  private final String part;
  private final boolean rehearsed;

  /// A verb that reads.
  Verb() {
    this("", On.NOTHING, "", false);
  }

  /// One that changes something; `rehearsed` when the server can be asked for a dry run of it.
  Verb(String apiVerb, On on, String part, boolean rehearsed) {
    this.apiVerb = apiVerb;
    this.on = on;
    this.part = part;
    this.rehearsed = rehearsed;
  }

  /// The verb that `words` begin with; empty when there is none, or it is none of these.
  static Optional<Verb> of(List<String> words) {
    return Optional.ofNullable(BY_WORDS.get(named(words)));
  }

  /// The words that name what is done: one, or two where the first is a group such as `rollout`.
  static String named(List<String> words) {
    return words.stream().limit(isGroup(words) ? 2 : 1).collect(Collectors.joining(" "));
  }

  static boolean isGroup(List<String> words) {
    return !words.isEmpty() && GROUPS.contains(words.getFirst());
  }

  /// Why a verb that kubectl has is none of these; empty for one it has not, such as a plugin's.
  static Optional<String> refusal(String words) {
    return Optional.ofNullable(REFUSED.get(words));
  }

  static List<String> known() {
    return Stream.of(values()).map(Verb::words).toList();
  }

  /// As written, e.g. `rollout undo`.
  String words() {
    return name()
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(auth|rollout|set)_", "$1 ")
        .replaceAll("_+", "-");
  }

  boolean isRead() {
    return on == On.NOTHING;
  }

  /// What the API server is asked before it is done; empty for what only reads.
  Optional<Asks> asks() {
    return isRead() ? Optional.empty() : Optional.of(new Asks(apiVerb, on, part));
  }

  boolean isRehearsed() {
    return rehearsed;
  }

  /// Whether what it acts on is written as a kind and names: `deployment/api`, `nodes a b`.
  boolean takesKind() {
    return on == On.NAMED || on == On.KIND || this == EXPOSE || this == AUTOSCALE;
  }

  /// Whether it can read a manifest from its standard input: `-f -`.
  boolean takesManifest() {
    return this == APPLY || this == REPLACE || this == CREATE || this == DIFF;
  }
}
