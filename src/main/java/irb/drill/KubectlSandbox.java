package irb.drill;

import irb.drill.ClusterFault.Ailing;
import irb.drill.ClusterFault.Refused;
import irb.drill.ClusterFault.Rolled;
import irb.drill.ClusterFault.Scaled;
import irb.drill.kube.Cluster;
import irb.drill.kube.KubeServer;
import irb.process.Programs;
import irb.step.Inherited;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The real `kubectl`, with a home and a configuration of its own, against a stand-in API server on
/// a free port of this machine.
final class KubectlSandbox implements Sandbox {
  private static final String CONTEXT = "drill";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final Plan.Kubectl plan;
  private final Path folder;
  private final Map<String, String> inherited;
  private final Cluster cluster;
  private @Nullable KubeServer server;
  private int port;

  private KubectlSandbox(
      String name, Plan.Kubectl plan, Path folder, Map<String, String> inherited, Cluster cluster) {
    this.name = name;
    this.plan = plan;
    this.folder = folder;
    this.inherited = inherited;
    this.cluster = cluster;
  }

  static KubectlSandbox start(String name, Plan.Kubectl plan, Setting setting, Workspace workspace)
      throws SandboxException {
    var folder = workspace.of(name);
    var path = setting.inherited().getOrDefault("PATH", Inherited.PATH);
    var missing = new Programs(path, folder).problem("kubectl");
    if (missing.isPresent()) {
      throw new SandboxException("'" + name + "' needs the real kubectl, and " + missing.get());
    }
    var cluster = Cluster.start(plan.setup(), setting.clock());
    var sandbox = new KubectlSandbox(name, plan, folder, setting.inherited(), cluster);
    try {
      sandbox.start();
      sandbox.configure();
      return sandbox;
    } catch (SandboxException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  /// Starts the API server, again on the same port when it ran before.
  void start() throws SandboxException {
    try {
      var started = KubeServer.start(cluster, port);
      server = started;
      port = started.port();
    } catch (IOException e) {
      throw new SandboxException("no API server can be started for '" + name + "'", e);
    }
  }

  int port() {
    return port;
  }

  void stop() {
    var running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  private Path config() {
    return folder.resolve("config");
  }

  private Path home() {
    return folder.resolve("home");
  }

  private void configure() throws SandboxException {
    try {
      Files.createDirectory(home());
      Files.writeString(
          config(),
          """
          apiVersion: v1
          kind: Config
          current-context: %1$s
          clusters: [{name: %1$s, cluster: {server: "http://127.0.0.1:%2$d"}}]
          users: [{name: %1$s, user: {}}]
          contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s, namespace: "%3$s"}}]
          """
              .formatted(CONTEXT, port, plan.setup().namespace()));
    } catch (IOException e) {
      throw new SandboxException("the configuration of '" + name + "' cannot be written", e);
    }
  }

  /// Makes `fault`; what is returned ends it.
  Runnable make(ClusterFault fault) {
    return switch (fault) {
      case Rolled rolled -> {
        var before = cluster.images(rolled.deployment().text());
        var images = new LinkedHashMap<String, String>();
        rolled.images().forEach((container, image) -> images.put(container.text(), image));
        cluster.breakImages(images.values());
        cluster.roll(rolled.deployment().text(), images);
        yield () -> cluster.roll(rolled.deployment().text(), before);
      }
      case Scaled(var deployment, var replicas) -> {
        var before = cluster.replicas(deployment.text());
        cluster.scale(deployment.text(), replicas);
        yield () -> cluster.scale(deployment.text(), before);
      }
      case Ailing wrong -> {
        var ailment =
            cluster.ail(
                wrong.deployment().text(),
                wrong.ready(),
                wrong.state(),
                wrong.log(),
                wrong.alsoNew());
        yield () -> cluster.cure(ailment);
      }
      case Refused(var status) -> {
        cluster.refuse(OptionalInt.of(status));
        yield () -> cluster.refuse(OptionalInt.empty());
      }
    };
  }

  @Override
  public Target target() {
    var passedOn = new TreeMap<>(inherited);
    // its cache goes with the drill's folder
    passedOn.put("HOME", home().toString());
    return new Target.Kubectl(
        name,
        CONTEXT,
        Optional.of(plan.setup().namespace()),
        Optional.of(config()),
        REQUEST_TIMEOUT,
        passedOn);
  }

  @Override
  public String words() {
    return "the real kubectl against a stand-in API server on port "
        + port
        + ", with the deployments "
        + String.join(", ", plan.setup().deployments().keySet());
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public List<String> unexpected() {
    return List.of();
  }

  @Override
  public void close() {
    stop();
    cluster.close();
  }
}
