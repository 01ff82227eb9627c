package irb.drill;

import irb.step.Target;
import java.util.List;

/// What stands in for one target while a drill runs.
sealed interface Sandbox extends AutoCloseable
    permits PostgresSandbox, HttpSandbox, CommandSandbox {
  /// What the run is given.
  Target target();

  /// What the checks afterwards are given; it may see more than the run.
  default Target inspected() {
    return target();
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
