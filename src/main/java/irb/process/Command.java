package irb.process;

import irb.expr.Quoting;
import irb.expr.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command with all its values, ready to start; what may be secret is a [String] or a [Secret].
public record Command(
    List<String> argv,
    Path dir,
    Map<String, String> inherited,
    Map<String, Object> env,
    Optional<Object> stdin) {
  public Command {
    argv = List.copyOf(argv);
    inherited = Map.copyOf(inherited);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /// The whole of what will run, secrets by name; its first line can be pasted into a shell.
  public String text() {
    return text(argv, Optional.of(dir.toString()), env, stdin);
  }

  /// The same for a command that runs elsewhere.
  public static String text(
      List<String> argv, Optional<String> dir, Map<String, Object> env, Optional<Object> stdin) {
    var text = new StringBuilder(Quoting.line(argv));
    dir.ifPresent(d -> text.append("\n  in ").append(Quoting.word(d)));
    env.forEach((k, v) -> text.append("\n  with ").append(k).append('=').append(shown(v)));
    stdin.ifPresent(s -> text.append("\n  standard input ").append(shown(s)));
    return text.toString();
  }

  /// The environment of the process; the only place where secrets are revealed beside [#input].
  public Map<String, String> environment() {
    var environment = new HashMap<>(inherited);
    env.forEach((name, value) -> environment.put(name, revealed(value)));
    return environment;
  }

  /// What the process reads.
  public Optional<String> input() {
    return stdin.map(Command::revealed);
  }

  private static String shown(Object value) {
    return value instanceof Secret secret ? secret.toString() : Quoting.word(value.toString());
  }

  private static String revealed(Object value) {
    return value instanceof Secret secret ? secret.reveal() : value.toString();
  }
}
