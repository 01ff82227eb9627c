package irb.step;

import irb.expr.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Where an action runs, resolved: every variable of the playbook's entry has its value.
public sealed interface Target {
  private static String through(Optional<Ssh> via) {
    return via.map(v -> " via " + v.where()).orElse("");
  }

  /// Its name in the playbook, e.g. `db`.
  String name();

  Kind kind();

  /// Where it is, without any secret, e.g. `db.example.com:5432/shop as irb`.
  String where();

  /// The kinds of target; each is the key of its entry.
  enum Kind {
    HTTP,
    POSTGRES,
    REDIS,
    KUBECTL,
    SSH,
    LOCAL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A base URL without a trailing slash, and headers whose values are a [String] or a [Secret].
  record Http(String name, String url, Map<String, Object> headers, Optional<Ssh> via)
      implements Target {
    public Http {
      headers = Map.copyOf(headers);
    }

    /// One that is reached from here.
    public Http(String name, String url, Map<String, Object> headers) {
      this(name, url, headers, Optional.empty());
    }

    @Override
    public Kind kind() {
      return Kind.HTTP;
    }

    @Override
    public String where() {
      return url + through(via);
    }
  }

  /// A PostgreSQL server; `options` are what its URL says besides, e.g. `sslmode`.
  record Postgres(
      String name,
      String host,
      int port,
      String database,
      String user,
      Optional<Secret> password,
      Map<String, String> options,
      Optional<Ssh> via)
      implements Target {
    public Postgres {
      options = Map.copyOf(options);
    }

    /// One that is reached from here.
    public Postgres(
        String name,
        String host,
        int port,
        String database,
        String user,
        Optional<Secret> password,
        Map<String, String> options) {
      this(name, host, port, database, user, password, options, Optional.empty());
    }

    @Override
    public Kind kind() {
      return Kind.POSTGRES;
    }

    @Override
    public String where() {
      return (user.isEmpty() ? "" : user + "@") + host + ":" + port + "/" + database + through(via);
    }
  }

  /// A Redis server; with `tls` its certificate must be valid for `host`.
  record Redis(
      String name,
      String host,
      int port,
      int database,
      Optional<String> user,
      Optional<Secret> password,
      boolean tls,
      Optional<Ssh> via)
      implements Target {
    @Override
    public Kind kind() {
      return Kind.REDIS;
    }

    @Override
    public String where() {
      return (tls ? "rediss://" : "redis://")
          + user.map(u -> u + "@").orElse("")
          + host
          + ":"
          + port
          + "/"
          + database
          + through(via);
    }
  }

  /// A namespace of a Kubernetes cluster; `inherited` is what `kubectl` is passed on ([Inherited]),
  /// and without a `kubeconfig` it takes its own.
  record Kubectl(
      String name,
      String context,
      Optional<String> namespace,
      Optional<Path> kubeconfig,
      Duration requestTimeout,
      Map<String, String> inherited)
      implements Target {
    public Kubectl {
      inherited = Map.copyOf(inherited);
    }

    @Override
    public Kind kind() {
      return Kind.KUBECTL;
    }

    @Override
    public String where() {
      return context + namespace.map(n -> "/" + n).orElse("");
    }
  }

  /// One host or several, reached by SSH; what is left out here, OpenSSH's own configuration may
  /// say. `jump` are the hosts on the way, `fingerprint` the one host key that is accepted.
  record Ssh(
      String name,
      List<String> hosts,
      Optional<String> user,
      OptionalInt port,
      Optional<String> dir,
      List<String> jump,
      Optional<Path> identity,
      Optional<String> fingerprint,
      Map<String, Object> env,
      SshUser local)
      implements Target {
    public Ssh {
      hosts = List.copyOf(hosts);
      jump = List.copyOf(jump);
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("an SSH target without a host");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SSH;
    }

    @Override
    public String where() {
      var as = user.map(u -> u + "@").orElse("");
      return as
          + (hosts.size() == 1 ? hosts.getFirst() : hosts.size() + " hosts")
          + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
  }

  /// Whoever connects by SSH from this machine: their name, their home folder with `.ssh` in it,
  /// and their environment, of which `PATH` and `SSH_AUTH_SOCK` matter.
  record SshUser(String name, Path home, Map<String, String> environment) {
    public SshUser {
      environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
      return name + " at home in " + home;
    }
  }

  /// This machine: the folder commands run in, the variables passed on to every command
  /// ([Inherited]), and those the playbook adds, whose values are a [String] or a [Secret].
  record Local(String name, Path dir, Map<String, String> inherited, Map<String, Object> env)
      implements Target {
    public Local {
      inherited = Map.copyOf(inherited);
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    @Override
    public Kind kind() {
      return Kind.LOCAL;
    }

    @Override
    public String where() {
      return "this machine, in " + dir;
    }
  }
}
