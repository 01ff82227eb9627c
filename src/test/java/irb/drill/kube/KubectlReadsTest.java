package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlReadsTest {
  private static @Nullable Lab open;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    Lab.needsKubectl();
    open = Lab.open(folder);
  }

  @AfterAll
  static void close() {
    if (open != null) { // without kubectl nothing was opened
      open.close();
    }
  }

  private final Lab lab = Objects.requireNonNull(open);

  @Test
  void getShowsObjectsInEveryForm() throws Exception {
    assertThat(lab.out("get", "pods"))
        .contains("NAME", "READY", "STATUS", "RESTARTS", "AGE", "1/1", "Running")
        .containsPattern("migrate +0/1 +CrashLoopBackOff +5");
    assertThat(lab.out("get", "deploy,rs,nodes,ns"))
        .containsPattern("deployment.apps/api +3/3 +3 +3")
        .containsPattern("replicaset.apps/api-\\w+ +3 +3 +3")
        .containsPattern("node/node-1 +Ready")
        .containsPattern("namespace/shop +Active");
    assertThat(lab.out("get", "deploy", "api", "-o", "wide"))
        .contains("shop/api:1.4", "app=api", "CONTAINERS");
    assertThat(lab.out("get", "deploy", "-o", "name"))
        .isEqualTo("deployment.apps/api\ndeployment.apps/worker\n");
    assertThat(lab.out("get", "deploy", "api", "-o", "json")).contains("\"readyReplicas\": 3");
    assertThat(lab.out("get", "deploy", "api", "-o", "yaml")).contains("maxSurge: 25%");
    assertThat(
            lab.out(
                "get",
                "pods",
                "-l",
                "app in (worker)",
                "--field-selector=status.phase=Running",
                "-o",
                "jsonpath={.items[*].spec.containers[*].image}"))
        .isEqualTo("shop/worker:7 shop/worker:7");
    assertThat(lab.err("get", "deploy", "apy"))
        .contains("(NotFound)", "deployments.apps \"apy\" not found");
  }

  @Test
  void describeTellsOfConditionsAndEvents() throws Exception {
    assertThat(lab.out("describe", "deploy", "api"))
        .contains("3 desired | 3 updated | 3 total | 3 available | 0 unavailable")
        .contains("MinimumReplicasAvailable", "NewReplicaSetAvailable", "ScalingReplicaSet");
    assertThat(lab.out("describe", "pod", "migrate"))
        .contains("CrashLoopBackOff", "Exit Code:    1", "Back-off restarting failed container");
    assertThat(lab.out("describe", "node", "node-1")).contains("KubeletReady", "migrate");
    assertThat(lab.out("events", "--for", "pod/migrate")).contains("BackOff", "Scheduled");
  }

  @Test
  void logsAreThoseOfTheDrill() throws Exception {
    assertThat(lab.out("logs", "deploy/api", "--tail=1")).isEqualTo("ready\n");
    assertThat(lab.out("logs", "migrate", "--previous")).isEqualTo("no such table\n");
    assertThat(lab.err("logs", "migrate", "-c", "none")).contains("container none is not valid");
  }

  @Test
  void theServerSaysWhatItIsAndWhatItAllows() throws Exception {
    assertThat(lab.out("version")).contains("Server Version: " + Discovery.VERSION);
    assertThat(lab.out("api-resources")).containsPattern("deployments +deploy +apps/v1 +true");
    assertThat(lab.out("auth", "whoami")).containsPattern("Username +drill");
    assertThat(lab.out("auth", "can-i", "patch", "deployments")).isEqualTo("yes\n");
    assertThat(lab.kubectl("auth", "can-i", "delete", "secrets").out()).startsWith("no");
    assertThat(lab.out("top", "pods")).containsPattern("api-\\S+ +25m +64Mi");
    assertThat(lab.out("top", "nodes")).containsPattern("node-1 +\\d+m");
  }
}
