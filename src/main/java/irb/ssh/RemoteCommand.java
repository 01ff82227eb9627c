package irb.ssh;

import irb.expr.Secret;
import irb.process.Command;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command for another machine with all its values; what may be secret is a [String] or a
/// [Secret]. A relative `dir` begins in the home folder there.
public record RemoteCommand(
    List<String> argv, Optional<String> dir, Map<String, Object> env, Optional<Object> stdin) {
  public RemoteCommand {
    argv = List.copyOf(argv);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /// What will run, secrets by name; its first line can be pasted into a shell.
  public String text() {
    return Command.text(argv, dir, env, stdin);
  }

  /// `step` inside `target`, as a path is.
  public static Optional<String> dir(Optional<String> target, Optional<String> step) {
    if (step.isEmpty() || target.isEmpty()) {
      return step.or(() -> target);
    }
    return step.get().startsWith("/") || step.get().equals("~") || step.get().startsWith("~/")
        ? step
        : Optional.of(target.get().replaceFirst("/+$", "") + "/" + step.get());
  }

  static String revealed(Object value) {
    return value instanceof Secret secret ? secret.reveal() : value.toString();
  }
}
