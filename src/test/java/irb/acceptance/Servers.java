package irb.acceptance;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes the servers, which are started once for all of them.
public final class Servers implements ParameterResolver {
  /// The servers there are; the first is the embedded one.
  public record All(List<Postgres> list) implements AutoCloseable {
    public All {
      list = List.copyOf(list);
    }

    static All start() {
      var list = new ArrayList<Postgres>();
      try {
        list.add(Postgres.embedded());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      try {
        if (Postgres.isInstalled()) {
          list.add(Postgres.installed());
        } else {
          System.out.println("acceptance: not tried with PostgreSQL 15, which is not installed");
        }
      } catch (Exception e) {
        System.out.println("acceptance: not tried with PostgreSQL 15: " + e.getMessage());
      }
      return new All(list);
    }

    public Postgres first() {
      return list.getFirst();
    }

    @Override
    public void close() throws java.io.IOException {
      for (var server : list) {
        server.close();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == All.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Servers.class))
        .getOrComputeIfAbsent("servers", _ -> All.start(), All.class);
  }
}
