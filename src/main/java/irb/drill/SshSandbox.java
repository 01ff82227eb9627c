package irb.drill;

import irb.drill.Layers.Layer;
import irb.drill.Plan.Printed;
import irb.drill.Plan.SshHost;
import irb.expr.Quoting;
import irb.step.Inherited;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/// Real SSH servers, one for each host, whose commands are stand-ins. Their names lead to loopback
/// ports by what a stand-in of OpenSSH's `ssh -G` says.
final class SshSandbox implements Sandbox {
  private static final String USER = "irb";

  /// A port on which nobody listens; one that is only free now may be taken in a moment.
  private static final int NOBODY = 1;

  private final String name;
  private final Path home;
  private final Map<String, Host> hosts = new LinkedHashMap<>();

  private record Host(SshServer server, CommandSandbox commands, boolean isUp, int port) {}

  private SshSandbox(String name, Path home) {
    this.name = name;
    this.home = home;
  }

  static SshSandbox start(
      String name, Plan.Ssh plan, Map<String, String> environment, Workspace workspace)
      throws SandboxException {
    var sandbox = new SshSandbox(name, workspace.of(name));
    var done = false;
    try {
      var login = sandbox.login();
      for (var host : plan.hosts().entrySet()) {
        var commands =
            CommandSandbox.start(
                name + "." + host.getKey(),
                new Plan.Commands(host.getValue().answers()),
                environment,
                workspace);
        sandbox.add(host.getKey(), host.getValue(), login, commands);
      }
      sandbox.describe();
      done = true;
      return sandbox;
    } catch (IOException | GeneralSecurityException e) {
      throw new SandboxException("no SSH servers can be started for '" + name + "'", e);
    } finally {
      if (!done) {
        sandbox.close();
      }
    }
  }

  /// The key with which the run logs in.
  private PublicKey login() throws IOException, GeneralSecurityException {
    var key = SshServer.key();
    var file = Files.createDirectories(home.resolve(".ssh")).resolve("id_ed25519");
    try (var out =
        Files.newOutputStream(
            Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a drill", null, out);
    }
    return key.getPublic();
  }

  private void add(String host, SshHost plan, PublicKey login, CommandSandbox commands)
      throws IOException {
    var key = SshServer.key();
    var local = (Target.Local) commands.target();
    var server = new SshServer(List.of(key), login, local.inherited(), local.dir());
    var port = 0;
    if (plan.unreachable()) {
      port = NOBODY;
    } else {
      server.start();
      port = server.port();
    }
    hosts.put(host, new Host(server, commands, !plan.unreachable(), port));
    know(host, plan.changedKey() ? SshServer.key() : key);
  }

  private void know(String host, KeyPair key) throws IOException {
    Files.writeString(
        home.resolve(".ssh/known_hosts"),
        host + " " + PublicKeyEntry.toString(key.getPublic()) + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }

  /// What `ssh -G` says: where each host is.
  private void describe() throws IOException {
    var script = new StringBuilder("#!/bin/sh\n");
    script.append(
        "# A stand-in of a drill for ssh -G: it says where the hosts of the drill are.\n");
    script.append("for host; do :; done\n");
    script.append("case \"$host\" in\n");
    hosts.forEach((host, at) -> {
      script.append(Quoting.word(host)).append(")\n");
      script.append("  echo hostname 127.0.0.1\n");
      script.append("  echo hostkeyalias ").append(Quoting.word(host)).append('\n');
      script.append("  echo port ").append(at.port()).append(" ;;\n");
    });
    script.append("esac\n");
    script.append("echo identityfile '~/.ssh/id_ed25519'\n");
    script.append("echo userknownhostsfile '~/.ssh/known_hosts'\n");
    var bin = Files.createDirectory(home.resolve("bin"));
    var file = bin.resolve("ssh");
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Switches `names` off, all of them when none is named, and says on which ports they listened.
  List<Integer> stop(List<String> names) {
    var ports = new ArrayList<Integer>();
    for (var host : named(names)) {
      host.server().stop();
      ports.add(host.port());
    }
    return ports;
  }

  void start(List<String> names) throws SandboxException {
    for (var host : named(names)) {
      try {
        if (host.isUp()) {
          host.server().start();
        }
      } catch (IOException e) {
        throw new SandboxException("an SSH server of '" + name + "' cannot be started again", e);
      }
    }
  }

  /// Gives these answers from now on, on `names` or everywhere, before those there were.
  Change change(Map<String, Printed> changed, List<String> names) throws SandboxException {
    var changes = new LinkedHashMap<CommandSandbox, Layer<Printed>>();
    for (var host : named(names)) {
      changes.put(host.commands(), host.commands().change(changed));
    }
    return new Change(changes);
  }

  /// A change of what commands answer, on each host that has it.
  record Change(Map<CommandSandbox, Layer<Printed>> hosts) {
    void takeBack() throws SandboxException {
      for (var host : hosts.entrySet()) {
        host.getKey().restore(host.getValue());
      }
    }
  }

  private List<Host> named(List<String> names) {
    return hosts.entrySet().stream()
        .filter(e -> names.isEmpty() || names.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Target target() {
    return new Target.Ssh(
        name,
        List.copyOf(hosts.keySet()),
        Optional.of(USER),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        new SshUser(USER, home, Map.of("PATH", home.resolve("bin") + ":" + Inherited.PATH), true));
  }

  @Override
  public String words() {
    var up = hosts.values().stream().filter(Host::isUp).count();
    return (up == 1 ? "an SSH server" : up + " SSH servers")
        + " for "
        + String.join(", ", hosts.keySet())
        + ", whose commands only print";
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public List<String> unexpected() {
    var unexpected = new ArrayList<String>();
    hosts.forEach((host, at) ->
        at.commands().unexpected().forEach(u -> unexpected.add(u + " (on " + host + ")")));
    return unexpected;
  }

  @Override
  public void close() {
    hosts.values().forEach(h -> h.server().close());
  }
}
