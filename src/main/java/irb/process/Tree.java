package irb.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A process and what it started: its session, where it has one, and the descendants seen so far.
final class Tree {
  private final Process root;
  private final boolean grouped;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  Tree(Process root, boolean grouped) {
    this.root = root;
    this.grouped = grouped;
  }

  /// Asks all of it to end.
  void terminate() throws InterruptedException {
    signal("TERM");
  }

  /// Ends all of it.
  void kill() throws InterruptedException {
    signal("KILL");
  }

  /// The process ids of what is left of it.
  Set<Long> alive() {
    look();
    var rows = Processes.all();
    var running = rows.stream().map(Processes.Row::pid).collect(Collectors.toSet());
    return seen.stream()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .filter(pid -> rows.isEmpty() || running.contains(pid))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What has left the tree since, by ending its parent or making a group, is still known.
  private void look() {
    seen.add(root.toHandle());
    root.descendants().forEach(seen::add);
    if (grouped) {
      Processes.all().stream()
          .filter(r -> r.session() == root.pid())
          .flatMap(r -> ProcessHandle.of(r.pid()).stream())
          .forEach(seen::add);
    }
  }

  private void signal(String name) throws InterruptedException {
    if (alive().isEmpty()) {
      return; // the number may already be somebody else's
    }
    var reached = grouped && signalGroup(name) ? group() : List.<Long>of();
    seen.stream().filter(h -> !reached.contains(h.pid())).forEach(h -> end(h, name));
  }

  private List<Long> group() {
    return Processes.all().stream()
        .filter(r -> r.group() == root.pid())
        .map(Processes.Row::pid)
        .toList();
  }

  private static void end(ProcessHandle handle, String name) {
    if (name.equals("KILL")) {
      handle.destroyForcibly();
    } else {
      handle.destroy();
    }
  }

  /// Whether there was a group; right after the start the process may not have made it yet.
  private boolean signalGroup(String name) throws InterruptedException {
    var kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + root.pid())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    kill.environment().clear();
    try {
      var killing = kill.start();
      return killing.waitFor(2, TimeUnit.SECONDS) && killing.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
