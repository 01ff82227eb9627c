package irb.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One host on the way, with everything that is known about connecting to it.
///
/// `name` is how it was written; `host` and `port` are where it is; `alias` is the name its key is
/// known by, when that is another. With `only`, no key of the agent is used but those in
/// `identities`.
record Hop(
    String name,
    String host,
    int port,
    String user,
    Optional<String> alias,
    List<Path> knownHosts,
    List<Path> identities,
    boolean only,
    Optional<Path> agent,
    Optional<String> fingerprint) {
  static final int PORT = 22;

  Hop {
    knownHosts = List.copyOf(knownHosts);
    identities = List.copyOf(identities);
  }

  /// The names under which its key may be written down, the best first.
  List<String> keyNames() {
    var plain = alias.orElse(host);
    return alias.isPresent() || port == PORT
        ? List.of(plain)
        : List.of("[" + plain + "]:" + port, plain);
  }

  /// The same host, to which nobody logs in.
  Hop withoutKeys() {
    return new Hop(
        name, host, port, user, alias, knownHosts, List.of(), true, Optional.empty(), fingerprint);
  }

  /// For messages, e.g. `web1 (10.0.0.1:2222)`.
  String words() {
    var address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    var known =
        name.equals(address) || name.endsWith("@" + address) || (isAt(name) && port == PORT);
    return known ? name : name + " (" + address + ")";
  }

  private boolean isAt(String written) {
    return written.equals(host) || written.endsWith("@" + host);
  }
}
