package irb.step.kubectl;

import irb.expr.ExpressionException;
import irb.process.Programs;
import irb.step.Executor;
import irb.step.ExecutorContract;
import irb.step.Fixtures;
import irb.step.Inherited;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract with a real kubectl and a small API server; where there is no kubectl, with a
/// stand-in that says what kubectl says.
class KubectlContractTest implements ExecutorContract {
  private static final String PATH = Inherited.of(System.getenv()).getOrDefault("PATH", "");
  private static final boolean REAL = new Programs(PATH, Path.of("/")).find("kubectl").isPresent();

  /// What a real kubectl would say, and do to the server.
  private static final String WORDS =
      """
      call="$*"
      case "$call" in
        *--context=dead*) echo 'The connection to the server was refused' >&2; exit 1 ;;
        *--context=denied*) echo 'error: You must be logged in to the server (Unauthorized)' >&2; exit 1 ;;
        *missing*) echo 'Error from server (NotFound): pods "missing" not found' >&2; exit 1 ;;
        *slow*) touch begun; exec sleep 61 ;;
        *scale*) touch changed ;;
        *large*) head -c 3000000 /dev/zero ;;
        *) echo '{"items": []}' ;;
      esac
      """;

  static {
    if (!REAL) {
      System.err.println("there is no kubectl here: its contract is proven with a stand-in");
    }
  }

  @TempDir Path dir;
  private Api api;
  private Path kubeconfig;
  private StandIn standIn;

  @BeforeEach
  void start() throws IOException {
    api = new Api();
    kubeconfig = api.kubeconfig(dir);
    standIn = new StandIn(dir).doing(WORDS);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Override
  public Executor read() throws Exception {
    return executor("prod", "get pods");
  }

  @Override
  public Executor failing() throws Exception {
    return executor("prod", "get pod missing");
  }

  @Override
  public Executor unreachable() throws Exception {
    return executor("dead", "get pods");
  }

  @Override
  public Executor slowRead() throws Exception {
    return executor("prod", "logs slow");
  }

  @Override
  public Executor write() throws Exception {
    return executor("prod", "scale deployment/api --replicas=3");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return executor("prod", "scale deployment/slow --replicas=3");
  }

  @Override
  public void awaitBegun() {
    while (!api.saw("/slow/log") && !api.saw("/slow/scale") && !has("begun")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public boolean atRest() {
    return ProcessHandle.allProcesses()
        .noneMatch(p -> p.info().commandLine().orElse("").contains(kubeconfig.toString()));
  }

  @Override
  public Optional<Executor> refused() throws Exception {
    return Optional.of(executor("denied", "get pods"));
  }

  @Override
  public Executor oversized() throws Exception {
    return executor("prod", "logs large");
  }

  /// Only a command in a container is handed a secret; the container is stood in for.
  @Override
  public Executor secretive() throws Exception {
    return standIn
        .doing("cat >/dev/null")
        .executor(
            "{command: [exec, -i, pod/api, --, app], stdin: '${{ s }}', effect: read}",
            Map.of("s", SECRET));
  }

  @Override
  public boolean changed() {
    return api.saw("PATCH /apis/apps/v1/namespaces/shop/deployments/api/scale") || has("changed");
  }

  private boolean has(String file) {
    return Files.exists(dir.resolve(file));
  }

  private Executor executor(String context, String command) throws ExpressionException {
    var path = REAL ? PATH : dir.resolve("bin") + ":" + PATH;
    var target =
        new Target.Kubectl(
            "cluster",
            context,
            Optional.of("shop"),
            Optional.of(kubeconfig),
            Duration.ofSeconds(60),
            Map.of("PATH", path, "HOME", dir.toString()));
    return Fixtures.action(new KubectlStep(), command)
        .executor(Fixtures.rendering(Map.of()), Optional.of(target));
  }
}
