package irb.drill;

import irb.expr.Secret;
import irb.step.Target;
import java.util.List;
import java.util.Optional;

/// A real Redis server for one drill, and the user that the run logs in as.
final class RedisSandbox implements Sandbox {
  private final String name;
  private final Plan.Redis plan;
  private final RedisServer server;
  private final String version;

  private RedisSandbox(String name, Plan.Redis plan, RedisServer server, String version) {
    this.name = name;
    this.plan = plan;
    this.server = server;
    this.version = version;
  }

  static RedisSandbox start(String name, Plan.Redis plan, Folders folders, Workspace workspace)
      throws SandboxException {
    var server = new RedisServer(folders, workspace.of(name), plan);
    server.start();
    try (var client = server.connect()) {
      var version = client.version();
      client.runAll(plan.init());
      return new RedisSandbox(name, plan, server, version);
    } catch (SandboxException e) {
      server.close();
      throw new SandboxException("'init' of the sandbox '" + name + "': " + e.why(), e);
    }
  }

  RedisServer server() {
    return server;
  }

  @Override
  public Target target() {
    return as(plan.user(), plan.password());
  }

  @Override
  public Target inspected() {
    return as("", plan.user().isEmpty() ? plan.password() : "");
  }

  private Target as(String user, String password) {
    return new Target.Redis(
        name,
        RedisServer.HOST,
        server.port(),
        0,
        user.isEmpty() ? Optional.empty() : Optional.of(user),
        password.isEmpty()
            ? Optional.empty()
            : Optional.of(new Secret(name + ".password", password)),
        false,
        Optional.empty());
  }

  @Override
  public String words() {
    return "Redis " + version + ", a real server on port " + server.port();
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
