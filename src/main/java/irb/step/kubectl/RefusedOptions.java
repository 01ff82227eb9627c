package irb.step.kubectl;

import irb.step.kubectl.Arguments.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options of kubectl that no step is given, and why.
final class RefusedOptions {
  private static final Set<String> MAY_PRINT = Set.of("name", "json");
  private static final Set<String> MAY_PRINT_SECRETS = Set.of("name", "json", "wide");
  private static final Map<String, Why> ALWAYS = always();

  private RefusedOptions() {}

  private record Why(String why, String fix) {}

  /// Every option of `arguments` that is refused, in order; `stdin` when the step hands over some.
  static List<Refusal> in(Arguments arguments, boolean stdin) {
    return arguments.options().stream()
        .flatMap(
            o -> why(arguments, o, stdin).map(w -> new Refusal(o.at(), w.why(), w.fix())).stream())
        .toList();
  }

  private static Optional<Why> why(Arguments arguments, Option option, boolean stdin) {
    var verb = arguments.verb().orElseThrow();
    return switch (option.name()) {
      case "filename" -> filename(verb, option, stdin);
      case "output", "template" -> output(arguments, verb);
      default ->
          mayHave(verb, option, stdin)
              ? Optional.empty()
              : Optional.ofNullable(ALWAYS.get(option.name()));
    };
  }

  private static boolean mayHave(Verb verb, Option option, boolean stdin) {
    return switch (option.name()) {
      case "watch" -> option.value().filter(v -> v.equals("false")).isPresent();
      case "all-namespaces" -> verb.isRead();
      case "stdin" -> verb == Verb.EXEC && stdin;
      case "list", "resolve" -> verb != Verb.SET_ENV;
      default -> false;
    };
  }

  private static Optional<Why> filename(Verb verb, Option option, boolean stdin) {
    if (verb.takesManifest() && option.value().filter(v -> v.equals("-")).isPresent()) {
      return stdin
          ? Optional.empty()
          : why(
              "'-f -' reads the step's 'stdin', and there is none", "add stdin: | with a manifest");
    }
    return why(
        "files and addresses are not read here, so that what runs is what was shown",
        verb.takesManifest()
            ? "write '-f -' and the manifest as the step's 'stdin', or use a shell step"
            : "name the objects");
  }

  private static Optional<Why> output(Arguments arguments, Verb verb) {
    var format = arguments.format().orElse("");
    if (format.endsWith("-file") || format.equals("templatefile")) {
      return why("files are not read here", "write the template itself");
    }
    if (!verb.isRead() && !MAY_PRINT.contains(format)) {
      return why("a change prints its names or JSON, in which secrets are hidden", "write -o name");
    }
    return verb == Verb.GET && arguments.namesSecrets() && !MAY_PRINT_SECRETS.contains(format)
        ? why(
            "of secrets this would show the values",
            "write -o json, where they are '***', or -o name")
        : Optional.empty();
  }

  private static Optional<Why> why(String why, String fix) {
    return Optional.of(new Why(why, fix));
  }

  private static Map<String, Why> always() {
    var all = new LinkedHashMap<String, Why>();
    add(all, "the context comes from the target", "write it as the target's 'kubectl'", "context");
    add(
        all,
        "the namespace comes from the target",
        "write namespace: at the target; another namespace is another target",
        "namespace");
    add(all, "it comes from the target", "write kubeconfig: at the target", "kubeconfig");
    add(all, "it comes from the target", "write request_timeout: at the target", "request-timeout");
    add(
        all,
        "where irb connects to, and as whom, comes from the target",
        "put it into the context that the target names",
        "as",
        "as-group",
        "as-uid",
        "as-user-extra",
        "certificate-authority",
        "client-certificate",
        "client-key",
        "cluster",
        "insecure-skip-tls-verify",
        "insecure-skip-tls-verify-backend",
        "password",
        "server",
        "tls-server-name",
        "token",
        "user",
        "username");
    add(
        all,
        "it would print requests, with what is secret in them",
        "remove it",
        "v",
        "vmodule",
        "log-file",
        "log-dir",
        "log-flush-frequency",
        "logtostderr",
        "alsologtostderr",
        "stderrthreshold",
        "log-backtrace-at",
        "skip-headers");
    add(
        all,
        "it works on files of this machine",
        "use a shell step",
        "cache-dir",
        "from-env-file",
        "from-file",
        "kuberc",
        "kustomize",
        "output-directory",
        "patch-file",
        "profile",
        "profile-output",
        "cert",
        "key");
    add(all, "it reads any address of the API server", "name the kind: get pods", "raw");
    add(all, "irb makes a dry run itself, before it asks", "remove it", "dry-run");
    add(
        all,
        "it goes on until it is stopped",
        "leave it out, and repeat the step with 'retry'",
        "follow",
        "watch",
        "watch-only",
        "output-watch-events");
    add(
        all,
        "it wants a person at a terminal",
        "remove it",
        "attach",
        "edit",
        "interactive",
        "leave-stdin-open",
        "tty");
    add(
        all,
        "a change stays within the target's namespace",
        "another namespace is another target",
        "all-namespaces");
    add(
        all,
        "there is nobody to type",
        "exec takes '-i' together with the step's 'stdin'",
        "stdin");
    add(
        all,
        "it would print values, secret ones among them",
        "get the object instead",
        "list",
        "resolve");
    add(all, "it prints help and does nothing", "remove it", "help");
    add(
        all,
        "short options stand alone here",
        "write them apart: -A -l app=api",
        Arguments.TOGETHER);
    return Map.copyOf(all);
  }

  private static void add(Map<String, Why> all, String why, String fix, String... options) {
    for (var option : options) {
      all.put(option, new Why(why, fix));
    }
  }
}
