package irb.drill;

import irb.drill.kube.Setup;
import irb.step.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands in for a target in a drill, or for a server that runbooks reach without one.
public sealed interface Plan {
  /// The kind of target it can stand in for; null when that is none: then the drill tells its run
  /// where it is, by its facts.
  Target.@Nullable Kind kind();

  /// What is known of it once it runs, by the names that `${{ sandbox.NAME.FACT }}` has.
  default List<String> facts() {
    return List.of();
  }

  /// A real PostgreSQL server; `init` is run by its superuser, `login` is the role a run gets.
  record Postgres(
      int maxConnections, String init, Map<String, String> settings, String user, String password)
      implements Plan {
    public Postgres {
      settings = Map.copyOf(settings);
    }

    @Override
    public Target.Kind kind() {
      return Target.Kind.POSTGRES;
    }
  }

  /// A real Redis server; `init` is run by somebody who may do everything, and the run logs in as
  /// `user` with `password`, where there are any.
  record Redis(String user, String password, Map<String, String> settings, List<List<String>> init)
      implements Plan {
    public Redis {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      init = init.stream().map(List::copyOf).toList();
    }

    @Override
    public Target.Kind kind() {
      return Target.Kind.REDIS;
    }
  }

  /// A server that gives prepared answers; a route is e.g. `GET /health`.
  record Http(Map<String, Reply> routes) implements Plan {
    public Http {
      routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    @Override
    public Target.Kind kind() {
      return Target.Kind.HTTP;
    }
  }

  /// A Kubernetes cluster that the real `kubectl` talks to.
  record Kubectl(Setup setup) implements Plan {
    @Override
    public Target.Kind kind() {
      return Target.Kind.KUBECTL;
    }
  }

  /// Programs that only print; a glob is e.g. `docker-compose restart *`.
  record Commands(Map<String, Printed> answers) implements Plan {
    public Commands {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    @Override
    public Target.Kind kind() {
      return Target.Kind.LOCAL;
    }
  }

  /// A TLS server; its certificate is for `names` and, unless it is its own authority, signed by
  /// one that the fact `ca` is the file of.
  record Tls(int daysLeft, List<String> names, boolean selfSigned) implements Plan {
    public Tls {
      names = List.copyOf(names);
    }

    @Override
    public Target.@Nullable Kind kind() {
      return null;
    }

    @Override
    public List<String> facts() {
      return List.of("host", "port", "ca");
    }

    /// E.g. `whose certificate for api.example.test has 5 days left`.
    String words() {
      return "whose "
          + (selfSigned ? "self-signed " : "")
          + "certificate for "
          + String.join(", ", names)
          + " has "
          + daysLeft
          + " days left";
    }
  }

  /// A name server.
  record Dns(Zone zone) implements Plan {
    @Override
    public Target.@Nullable Kind kind() {
      return null;
    }

    @Override
    public List<String> facts() {
      return List.of("server", "host", "port");
    }
  }

  /// Real SSH servers by the names of their hosts.
  record Ssh(Map<String, SshHost> hosts) implements Plan {
    public Ssh {
      hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    @Override
    public Target.Kind kind() {
      return Target.Kind.SSH;
    }
  }

  /// A host: what its programs print, and whether it cannot be reached, or is known by another key.
  record SshHost(Map<String, Printed> answers, boolean unreachable, boolean changedKey) {
    public SshHost {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
  }

  /// A prepared HTTP answer, which comes after `delay`.
  record Reply(
      int status,
      Optional<String> type,
      String body,
      Map<String, List<String>> headers,
      Duration delay) {
    public Reply {
      headers = Map.copyOf(headers);
    }
  }

  /// What a program prints, and its exit code.
  record Printed(String out, String err, int exit) {}
}
