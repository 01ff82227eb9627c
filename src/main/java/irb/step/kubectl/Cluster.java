package irb.step.kubectl;

import irb.process.Command;
import irb.step.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How kubectl is called for one target: where to, and for how long, is said in every call.
record Cluster(Target.Kubectl target) {
  static final String NAMESPACE = "default";

  /// The call that `words` make. Options before the verb keep kubectl from running plugins.
  Command command(List<String> words, Optional<Object> stdin) {
    var argv = new ArrayList<>(List.of("kubectl"));
    target.kubeconfig().ifPresent(file -> argv.add("--kubeconfig=" + file));
    argv.add("--context=" + target.context());
    argv.add("--namespace=" + target.namespace().orElse(NAMESPACE));
    argv.add("--request-timeout=" + text(target.requestTimeout()));
    argv.addAll(words);
    return new Command(argv, Path.of("/"), target.inherited(), Map.of(), stdin);
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
