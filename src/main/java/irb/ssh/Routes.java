package irb.ssh;

import irb.ssh.OpenSsh.Settings;
import irb.step.Call;
import irb.step.Reason;
import irb.step.SshAddress;
import irb.step.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Finds the way to a host of a target: what the playbook says, completed by what OpenSSH is
/// configured to do, completed by what is usual.
final class Routes {
  private static final int LONGEST = 8;
  private static final List<String> KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private final Target.Ssh target;
  private final OpenSsh openSsh;
  private final Call call;

  Routes(Target.Ssh target, OpenSsh openSsh, Call call) {
    this.target = target;
    this.openSsh = openSsh;
    this.call = call;
  }

  /// The hosts on the way to `host`, which is the last of them.
  List<Hop> to(String host) throws SshException, InterruptedException {
    var address = address(host);
    var user = address.user().or(target::user);
    var port = address.port().isPresent() ? address.port() : target.port();
    var settings = openSsh.settings(address, user, port, target.local(), call);
    var route = new ArrayList<Hop>();
    if (target.jump().isEmpty()) {
      route.addAll(configuredJumps(address, settings, 0));
    } else {
      route.addAll(jumps(target.jump(), 0));
    }
    route.add(hop(address, user, port, settings, target.fingerprint()));
    return route;
  }

  private List<Hop> jumps(List<String> written, int depth)
      throws SshException, InterruptedException {
    if (depth > LONGEST || written.size() > LONGEST) {
      throw new SshException(
          Reason.INVALID, "the jump hosts on the way to " + target.name() + " go in a circle");
    }
    var hops = new ArrayList<Hop>();
    for (var one : written) {
      var address = address(one.strip());
      var settings =
          openSsh.settings(address, address.user(), address.port(), target.local(), call);
      if (hops.isEmpty()) {
        hops.addAll(configuredJumps(address, settings, depth + 1));
      }
      hops.add(hop(address, address.user(), address.port(), settings, Optional.empty()));
    }
    return hops;
  }

  private List<Hop> configuredJumps(SshAddress address, Settings settings, int depth)
      throws SshException, InterruptedException {
    var command = settings.one("proxycommand");
    if (command.isPresent()) {
      throw new SshException(
          Reason.INVALID,
          "OpenSSH is configured to reach "
              + address
              + " through a ProxyCommand, which irb does not run; give the target a jump host: jump:"
              + " HOST");
    }
    var jumps = settings.one("proxyjump");
    return jumps.isEmpty()
        ? List.of()
        : jumps(Arrays.asList(jumps.get().replace("ssh://", "").split(",", -1)), depth);
  }

  private Hop hop(
      SshAddress address,
      Optional<String> user,
      OptionalInt port,
      Settings settings,
      Optional<String> fingerprint)
      throws SshException {
    var host = settings.one("hostname").orElse(address.host());
    var at = port.orElse(settings.one("port").map(Integer::parseInt).orElse(Hop.PORT));
    var as = user.or(() -> settings.one("user")).orElse(target.local().name());
    var tokens = new Tokens(target.local(), address.host(), host, as, at);
    var own = target.identity().map(i -> target.local().home().resolve(i));
    return new Hop(
        address.text(),
        host,
        at,
        as,
        settings.one("hostkeyalias"),
        knownHosts(settings, tokens),
        own.isPresent() ? List.of(own.get()) : identities(settings, tokens),
        own.isPresent() || settings.one("identitiesonly").filter("yes"::equals).isPresent(),
        agent(settings, tokens),
        fingerprint);
  }

  private List<Path> knownHosts(Settings settings, Tokens tokens) throws SshException {
    if (settings.isEmpty()) {
      return List.of(
          target.local().home().resolve(".ssh").resolve("known_hosts"),
          Path.of("/etc/ssh/ssh_known_hosts"));
    }
    return paths(
        Stream.of("userknownhostsfile", "globalknownhostsfile")
            .flatMap(k -> settings.all(k).stream())
            .flatMap(v -> Arrays.stream(v.split(" +", -1))),
        tokens);
  }

  private List<Path> identities(Settings settings, Tokens tokens) throws SshException {
    return settings.isEmpty()
        ? KEYS.stream().map(k -> target.local().home().resolve(".ssh").resolve(k)).toList()
        : paths(settings.all("identityfile").stream(), tokens);
  }

  private static List<Path> paths(Stream<String> written, Tokens tokens) throws SshException {
    try {
      return written.filter(v -> !v.isEmpty() && !v.equals("none")).map(tokens::path).toList();
    } catch (InvalidPathException e) {
      throw new SshException(
          Reason.INVALID, "OpenSSH names a file that cannot be one: " + e.getInput());
    }
  }

  /// The agent's socket: of the configuration, else of the environment.
  private Optional<Path> agent(Settings settings, Tokens tokens) throws SshException {
    var configured = settings.all("identityagent").stream().findFirst();
    if (configured.filter("none"::equals).isPresent()) {
      return Optional.empty();
    }
    var socket =
        configured
            .filter(c -> !c.equals("SSH_AUTH_SOCK"))
            .or(() -> Optional.ofNullable(target.local().environment().get("SSH_AUTH_SOCK")))
            .filter(s -> !s.isBlank());
    return paths(socket.stream(), tokens).stream().findFirst();
  }

  private static SshAddress address(String text) throws SshException {
    try {
      return SshAddress.parse(text);
    } catch (SshAddress.Malformed e) {
      throw new SshException(Reason.INVALID, e.why());
    }
  }
}
