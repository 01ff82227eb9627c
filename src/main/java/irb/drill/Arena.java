package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Routes;
import irb.drill.Fault.Session;
import irb.drill.Fault.Stopped;
import irb.step.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// The sandboxes of one run, by the name of the target each stands in for.
final class Arena implements AutoCloseable {
  private final Workspace workspace;
  private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();

  private Arena(Workspace workspace) {
    this.workspace = workspace;
  }

  static Arena open(Drill drill, Folders folders, Consumer<DrillEvent> heard)
      throws SandboxException {
    new Orphans(folders.running()).clean();
    var arena = new Arena(Workspace.open(folders.running()));
    var open = false;
    try {
      for (var entry : drill.sandbox().entrySet()) {
        var name = entry.getKey().text();
        var sandbox = arena.start(name, entry.getValue(), drill, folders);
        arena.sandboxes.put(name, sandbox);
        heard.accept(new DrillEvent.SandboxStarted(name, sandbox.words(), sandbox.isReal()));
      }
      open = true;
      return arena;
    } finally {
      if (!open) {
        arena.close();
      }
    }
  }

  private Sandbox start(String name, Plan plan, Drill drill, Folders folders)
      throws SandboxException {
    return switch (plan) {
      case Plan.Postgres postgres -> PostgresSandbox.start(name, postgres, folders, workspace);
      case Plan.Http http -> HttpSandbox.start(name, http);
      case Plan.Commands commands -> CommandSandbox.start(name, commands, drill.env(), workspace);
    };
  }

  Sandbox sandbox(String name) {
    return Objects.requireNonNull(sandboxes.get(name), name);
  }

  Map<String, Target> targets() {
    var targets = new LinkedHashMap<String, Target>();
    sandboxes.forEach((name, sandbox) -> targets.put(name, sandbox.target()));
    return targets;
  }

  /// What was asked of any sandbox that the drill has no answer to.
  List<String> unexpected() {
    var unexpected = new ArrayList<String>();
    sandboxes.forEach((name, sandbox) ->
        sandbox.unexpected().stream()
            .distinct()
            .forEach(u ->
                unexpected.add(
                    "'" + name + "' was asked for what the drill has no answer to: " + u)));
    return unexpected;
  }

  /// Makes `fault`; the linter has seen to it that it fits its target.
  Trouble trouble(Fault fault) throws SandboxException {
    return switch (fault.kind()) {
      case HoldConnections wanted -> HeldSessions.hold(postgres(fault).server(), wanted);
      case Session wanted -> HeldSessions.session(postgres(fault).server(), wanted);
      case Routes(var routes) -> {
        var http = (HttpSandbox) sandbox(fault.target().text());
        var before = http.routes();
        http.change(routes);
        yield undoneBy(() -> http.restore(before));
      }
      case Answers(var answers) -> {
        var commands = (CommandSandbox) sandbox(fault.target().text());
        var before = commands.answers();
        commands.change(answers);
        yield undoneBy(() -> commands.restore(before));
      }
      case Stopped _ -> stopped(fault);
    };
  }

  private PostgresSandbox postgres(Fault fault) {
    return (PostgresSandbox) sandbox(fault.target().text());
  }

  private Trouble stopped(Fault fault) {
    return switch (sandbox(fault.target().text())) {
      case PostgresSandbox postgres -> {
        postgres.server().stop();
        yield undoneBy(postgres.server()::start);
      }
      case HttpSandbox http -> {
        http.stop();
        yield undoneBy(http::start);
      }
      case CommandSandbox _ -> throw new IllegalArgumentException("commands cannot be stopped");
    };
  }

  private interface Undo {
    void run() throws SandboxException;
  }

  private static Trouble undoneBy(Undo undo) {
    return new Trouble() {
      @Override
      public void heal() throws SandboxException {
        undo.run();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    try (workspace) {
      var all = new ArrayList<>(sandboxes.values());
      Collections.reverse(all);
      all.forEach(Sandbox::close);
    }
  }
}
