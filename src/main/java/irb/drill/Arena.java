package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.Certificate;
import irb.drill.Fault.Commands;
import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Records;
import irb.drill.Fault.Routes;
import irb.drill.Fault.Session;
import irb.drill.Fault.Stopped;
import irb.source.Node.Scalar;
import irb.step.Target;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// The sandboxes of one run, by the name of the target each stands in for.
final class Arena implements AutoCloseable {
  private final Workspace workspace;
  private final Drill drill;
  private final InstantSource clock;
  private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();

  private Arena(Workspace workspace, Drill drill, InstantSource clock) {
    this.workspace = workspace;
    this.drill = drill;
    this.clock = clock;
  }

  static Arena open(Drill drill, Setting setting, Consumer<DrillEvent> heard)
      throws SandboxException {
    var folders = setting.folders();
    new Orphans(folders.running(), setting.clock()).clean();
    var arena = new Arena(Workspace.open(folders.running()), drill, setting.clock());
    var open = false;
    try {
      for (var entry : inOrder(drill)) {
        var name = entry.getKey().text();
        var sandbox = arena.start(name, entry.getValue(), setting);
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

  /// Those with facts first: the environment of the others may name them.
  private static List<Map.Entry<Scalar, Plan>> inOrder(Drill drill) {
    var entries = new ArrayList<>(drill.sandbox().entrySet());
    entries.sort(Comparator.comparing(e -> e.getValue().facts().isEmpty()));
    return entries;
  }

  private Sandbox start(String name, Plan plan, Setting setting) throws SandboxException {
    return switch (plan) {
      case Plan.Postgres postgres ->
          PostgresSandbox.start(name, postgres, setting.folders(), workspace);
      case Plan.Redis redis -> RedisSandbox.start(name, redis, setting.folders(), workspace);
      case Plan.Http http -> HttpSandbox.start(name, http);
      case Plan.Kubectl kubectl -> KubectlSandbox.start(name, kubectl, setting, workspace);
      case Plan.Ssh ssh -> SshSandbox.start(name, ssh, environment(), workspace);
      case Plan.Commands commands -> CommandSandbox.start(name, commands, environment(), workspace);
      case Plan.Tls tls -> TlsSandbox.start(name, tls, workspace, clock);
      case Plan.Dns dns -> DnsSandbox.start(name, dns);
    };
  }

  Sandbox sandbox(String name) {
    return Objects.requireNonNull(sandboxes.get(name), name);
  }

  Map<String, Target> targets() {
    var targets = new LinkedHashMap<String, Target>();
    sandboxes.forEach((name, sandbox) -> {
      var target = sandbox.target();
      if (target != null) {
        targets.put(name, target);
      }
    });
    return targets;
  }

  /// The environment that the drill gives to its run.
  Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    drill.env().forEach((name, value) -> environment.put(name, told(value)));
    return environment;
  }

  /// What the drill tells its run; the linter has seen to it that a fact it names is one.
  String told(Given given) {
    return given
        .fact()
        .flatMap(f -> Optional.ofNullable(sandbox(f.sandbox()).facts().get(f.name())))
        .orElse(given.written().text());
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
      case Commands wanted -> commanded(redis(fault).server(), wanted);
      case Routes(var routes) -> {
        var http = (HttpSandbox) sandbox(fault.target().text());
        var change = http.change(routes);
        yield undoneBy(() -> http.restore(change));
      }
      case Answers(var answers) -> answers(fault, answers);
      case ClusterFault wanted -> {
        var cluster = (KubectlSandbox) sandbox(fault.target().text());
        yield undoneBy(cluster.make(wanted)::run);
      }
      case Certificate wanted -> {
        var tls = (TlsSandbox) sandbox(fault.target().text());
        var before = tls.plan();
        tls.present(wanted.of(before));
        yield undoneBy(() -> tls.present(before));
      }
      case Records(var zone) -> {
        var dns = (DnsSandbox) sandbox(fault.target().text());
        var before = dns.zone();
        dns.change(zone);
        yield undoneBy(() -> dns.restore(before));
      }
      case Stopped _ -> stopped(fault);
    };
  }

  private static Trouble commanded(RedisServer server, Commands wanted) throws SandboxException {
    try (var client = server.connect()) {
      client.runAll(wanted.commands());
    }
    return undoneBy(() -> {
      try (var client = server.connect()) {
        client.runAll(wanted.undo());
      }
    });
  }

  private RedisSandbox redis(Fault fault) {
    return (RedisSandbox) sandbox(fault.target().text());
  }

  private Trouble answers(Fault fault, Map<String, Plan.Printed> answers) throws SandboxException {
    if (sandbox(fault.target().text()) instanceof SshSandbox ssh) {
      return undoneBy(ssh.change(answers, fault.hostNames())::takeBack);
    }
    var commands = (CommandSandbox) sandbox(fault.target().text());
    var change = commands.change(answers);
    return undoneBy(() -> commands.restore(change));
  }

  private PostgresSandbox postgres(Fault fault) {
    return (PostgresSandbox) sandbox(fault.target().text());
  }

  private Trouble stopped(Fault fault) throws SandboxException {
    return switch (sandbox(fault.target().text())) {
      case PostgresSandbox postgres -> {
        postgres.server().stop();
        yield undoneBy(postgres.server()::start);
      }
      case RedisSandbox redis -> {
        redis.server().stop();
        yield undoneBy(redis.server()::start);
      }
      case HttpSandbox http -> {
        http.stop();
        new LoopbackPort(http.port()).awaitClosed();
        yield undoneBy(http::start);
      }
      case KubectlSandbox kubectl -> {
        kubectl.stop();
        new LoopbackPort(kubectl.port()).awaitClosed();
        yield undoneBy(kubectl::start);
      }
      case TlsSandbox tls -> {
        tls.stop();
        new LoopbackPort(tls.port()).awaitClosed();
        yield undoneBy(tls::start);
      }
      case DnsSandbox dns -> {
        dns.stop();
        new LoopbackPort(dns.port()).awaitClosed();
        yield undoneBy(dns::start);
      }
      case SshSandbox ssh -> {
        for (var port : ssh.stop(fault.hostNames())) {
          new LoopbackPort(port).awaitClosed();
        }
        yield undoneBy(() -> ssh.start(fault.hostNames()));
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
