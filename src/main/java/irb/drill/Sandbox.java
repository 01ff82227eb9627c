package irb.drill;

import irb.step.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands in for one target, or for a server that is none, while a drill runs.
sealed interface Sandbox extends AutoCloseable
    permits PostgresSandbox,
        RedisSandbox,
        HttpSandbox,
        KubectlSandbox,
        SshSandbox,
        CommandSandbox,
        TlsSandbox,
        DnsSandbox {
  /// What the run is given; null when it is no target, and the run is told its facts.
  @Nullable Target target();

  /// What the checks afterwards are given; it may see more than the run.
  default @Nullable Target inspected() {
    return target();
  }

  /// What a drill may tell its run of it, by name.
  default Map<String, String> facts() {
    return Map.of();
  }

  /// What it is, for people, and whether it is real.
  String words();

  /// A real server, or something that only prints what the drill says.
  boolean isReal();

  /// What it was asked that the drill has no answer to.
  List<String> unexpected();

  @Override
  void close();
}
