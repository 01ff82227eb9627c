package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.drill.ClusterFault.Ailing;
import irb.drill.ClusterFault.Refused;
import irb.drill.ClusterFault.Rolled;
import irb.drill.ClusterFault.Scaled;
import irb.drill.kube.PodState;
import irb.drill.kube.Setup;
import irb.drill.kube.Workload;
import irb.process.Programs;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.source.Source;
import irb.step.Inherited;
import irb.step.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlSandboxTest {
  private static final Plan.Kubectl PLAN =
      new Plan.Kubectl(
          new Setup(
              "shop",
              List.of("node-1"),
              Map.of(
                  "api",
                  new Workload(
                      2, Map.of("app", "shop/api:1"), Optional.empty(), Duration.ofMinutes(10))),
              Map.of(),
              List.of(),
              _ -> false));

  @TempDir Path folder;
  private Workspace workspace;

  @BeforeEach
  void open() throws SandboxException {
    workspace = Workspace.open(folder.resolve("running"));
  }

  @AfterEach
  void close() throws IOException {
    workspace.close();
    try (var left = Files.list(folder.resolve("running"))) {
      assertThat(left).isEmpty();
    }
  }

  private static void needsKubectl() {
    var path = System.getenv().getOrDefault("PATH", Inherited.PATH);
    var problem = new Programs(path, Path.of("/")).problem("kubectl");
    problem.ifPresent(p -> System.out.println("not proven: " + p));
    Assumptions.assumeTrue(problem.isEmpty(), "kubectl is on the PATH");
  }

  private static Scalar scalar(String text) {
    return new Scalar(new Place(new Source("test", ""), 0, 0), text, true, 0);
  }

  private static String kubectl(KubectlSandbox sandbox, String... arguments)
      throws IOException, InterruptedException {
    var target = (Target.Kubectl) sandbox.target();
    var command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--context=" + target.context(),
                "--kubeconfig=" + target.kubeconfig().orElseThrow(),
                "--namespace=" + target.namespace().orElseThrow()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(target.inherited());
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  @Test
  void saysWhenThereIsNoKubectl() {
    var stage = new Stage(folder).setting();
    var inherited = new TreeMap<>(stage.inherited());
    inherited.put("PATH", folder.toString());
    var without =
        new Setting(
            stage.types(),
            stage.expressions(),
            stage.here(),
            stage.folders(),
            inherited,
            stage.masker(),
            stage.author(),
            stage.version(),
            stage.clock(),
            stage.ticker(),
            stage.random(),
            stage.interrupts());

    assertThatThrownBy(() -> KubectlSandbox.start("cluster", PLAN, without, workspace))
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "'cluster' needs the real kubectl, and there is no program 'kubectl' on the PATH "
                + folder);
  }

  @Test
  void kubectlKeepsToTheFolderOfTheDrill() throws Exception {
    needsKubectl();
    try (var sandbox =
        KubectlSandbox.start("cluster", PLAN, new Stage(folder).setting(), workspace)) {
      var target = (Target.Kubectl) sandbox.target();

      assertThat(kubectl(sandbox, "get", "deploy", "-o", "name"))
          .isEqualTo("deployment.apps/api\n");

      assertThat(target.inherited().get("HOME")).startsWith(folder.toString());
      assertThat(Path.of(target.inherited().getOrDefault("HOME", ""), ".kube")).isDirectory();
      assertThat(sandbox.words())
          .startsWith("the real kubectl against a stand-in API server on port ")
          .endsWith("with the deployments api");
      assertThat(sandbox.isReal()).isFalse();
    }
  }

  @Test
  void faultsComeAndGo() throws Exception {
    needsKubectl();
    try (var sandbox =
        KubectlSandbox.start("cluster", PLAN, new Stage(folder).setting(), workspace)) {
      var image = Map.of(scalar("app"), "shop/api:2");
      var heals = new ArrayList<Runnable>();

      heals.add(sandbox.make(new Rolled(scalar("api"), image)));
      assertThat(kubectl(sandbox, "get", "pods")).contains("ImagePullBackOff");
      heals.removeLast().run();
      assertThat(kubectl(sandbox, "get", "pods")).doesNotContain("ImagePullBackOff");

      heals.add(sandbox.make(new Scaled(scalar("api"), 0)));
      assertThat(kubectl(sandbox, "get", "pods")).contains("No resources found");
      heals.removeLast().run();

      heals.add(
          sandbox.make(
              new Ailing(scalar("api"), PodState.CRASH_LOOP, 1, Optional.of("boom\n"), true)));
      assertThat(kubectl(sandbox, "get", "deploy")).containsPattern("api +1/2");
      heals.removeLast().run();
      assertThat(kubectl(sandbox, "get", "deploy")).containsPattern("api +2/2");

      heals.add(sandbox.make(new Refused(401)));
      assertThat(kubectl(sandbox, "get", "deploy")).contains("Unauthorized");
      heals.removeLast().run();

      sandbox.stop();
      assertThat(kubectl(sandbox, "get", "deploy")).contains("was refused");
      sandbox.start();
      assertThat(kubectl(sandbox, "get", "deploy")).containsPattern("api +2/2");
    }
  }
}
