package irb.drill;

import irb.expr.Secret;
import irb.step.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real PostgreSQL server for one drill, and the ordinary role that the run logs in as.
final class PostgresSandbox implements Sandbox {
  private final String name;
  private final Plan.Postgres plan;
  private final PgServer server;
  private String version = "";

  private PostgresSandbox(String name, Plan.Postgres plan, PgServer server) {
    this.name = name;
    this.plan = plan;
    this.server = server;
  }

  static PostgresSandbox start(
      String name, Plan.Postgres plan, Folders folders, Workspace workspace)
      throws SandboxException {
    var server = new PgServer(folders, workspace.of(name), plan);
    server.start();
    var sandbox = new PostgresSandbox(name, plan, server);
    try {
      sandbox.prepare();
      return sandbox;
    } catch (SandboxException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void prepare() throws SandboxException {
    try (var superuser = new Superuser(server)) {
      version = superuser.text("SHOW server_version");
      superuser.role("app", "");
      superuser.role(plan.user(), plan.password());
      superuser.run("GRANT pg_monitor, pg_signal_backend TO \"" + plan.user() + "\"");
      if (!plan.init().isBlank()) {
        superuser.run(plan.init());
      }
    } catch (SQLException e) {
      throw new SandboxException("'init' of the sandbox '" + name + "' failed", e);
    }
  }

  PgServer server() {
    return server;
  }

  @Override
  public Target target() {
    return as(
        plan.user(),
        plan.password().isEmpty()
            ? Optional.empty()
            : Optional.of(new Secret(name + ".password", plan.password())));
  }

  @Override
  public Target inspected() {
    return as(PgServer.SUPERUSER, Optional.empty());
  }

  private Target as(String user, Optional<Secret> password) {
    return new Target.Postgres(
        name, PgServer.HOST, server.port(), "postgres", user, password, Map.of());
  }

  @Override
  public String words() {
    return "PostgreSQL "
        + version
        + " with "
        + plan.maxConnections()
        + " connections, a real server on port "
        + server.port();
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public List<String> unexpected() {
    return List.of();
  }

  @Override
  public void close() {
    server.close();
  }
}
