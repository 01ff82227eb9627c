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

  /// What it was given that nobody may see, beside the secrets of the environment.
  default List<Secret> secrets() {
    return List.of();
  }

  /// The same as [#where] without anything left out, so that no two targets say the same.
  default String whole() {
    return where();
  }

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
    public List<Secret> secrets() {
      return password.stream().toList();
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
    public List<Secret> secrets() {
      return password.stream().toList();
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
    private static final int SHOWN = 3;

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
          + (hosts.size() <= SHOWN
              ? String.join(", ", hosts)
              : String.join(", ", hosts.subList(0, SHOWN - 1))
                  + " and "
                  + (hosts.size() - SHOWN + 1)
                  + " more")
          + (port.isPresent() ? ":" + port.getAsInt() : "");
    }

    @Override
    public String whole() {
      return user.orElse("") + " " + hosts + " " + port + " " + jump + " " + dir;
    }
  }

  /// Whoever connects by SSH from this machine: their name, their home folder with `.ssh` in it,
  /// and their environment, of which `PATH` and `SSH_AUTH_SOCK` matter. Only where `home` is the
  /// account's own can OpenSSH be asked for its configuration: it looks nowhere else.
  record SshUser(String name, Path home, Map<String, String> environment, boolean asksOpenSsh) {
    /// Whoever has `environment`; `user` where it names nobody. `account` is the home folder of the
    /// account, and relative ones begin at `here`.
    public static SshUser of(
        Map<String, String> environment, String user, Path account, Path here) {
      var home = here.resolve(environment.getOrDefault("HOME", account.toString()));
      return new SshUser(
          environment.getOrDefault("USER", environment.getOrDefault("LOGNAME", user)),
          home,
          environment,
          home.normalize().equals(account.normalize()));
    }

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
