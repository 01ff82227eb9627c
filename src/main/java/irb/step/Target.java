package irb.step;

import irb.expr.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where an action runs, resolved: every variable of the playbook's entry has its value.
public sealed interface Target {
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
  record Http(String name, String url, Map<String, Object> headers) implements Target {
    public Http {
      headers = Map.copyOf(headers);
    }

    @Override
    public Kind kind() {
      return Kind.HTTP;
    }

    @Override
    public String where() {
      return url;
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
      Map<String, String> options)
      implements Target {
    public Postgres {
      options = Map.copyOf(options);
    }

    @Override
    public Kind kind() {
      return Kind.POSTGRES;
    }

    @Override
    public String where() {
      return (user.isEmpty() ? "" : user + "@") + host + ":" + port + "/" + database;
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
