package irb.drill;

import irb.step.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands in for a target in a drill.
public sealed interface Plan {
  /// The kind of target it can stand in for.
  Target.Kind kind();

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

  /// A prepared HTTP answer.
  record Reply(int status, Optional<String> type, String body, Map<String, List<String>> headers) {
    public Reply {
      headers = Map.copyOf(headers);
    }
  }

  /// What a program prints, and its exit code.
  record Printed(String out, String err, int exit) {}
}
