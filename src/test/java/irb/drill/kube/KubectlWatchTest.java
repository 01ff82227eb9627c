package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlWatchTest {
  @TempDir Path folder;

  @BeforeEach
  void needsKubectl() {
    Lab.needsKubectl();
  }

  @Test
  void watchSeesARolloutThatGetsStuckAndComesBack() throws Exception {
    try (var lab = Lab.open(folder)) {
      lab.out("set", "image", "deploy/api", "app=shop/api:bad");
      var stuck = lab.kubectl("rollout", "status", "deploy/api", "--timeout=2s");
      assertThat(stuck.exit()).isOne();
      assertThat(stuck.out())
          .contains("Waiting for deployment \"api\" rollout to finish: 1 out of 3");
      assertThat(stuck.err()).contains("timed out waiting for the condition");
      assertThat(lab.out("get", "pods")).containsPattern("0/1 +ImagePullBackOff");
      assertThat(lab.err("logs", "deploy/none")).contains("not found");

      lab.out("rollout", "undo", "deploy/api");

      lab.out("wait", "--for=condition=progressing", "deploy/api", "--timeout=30s");
      lab.out("rollout", "status", "deploy/api", "--timeout=30s");
      assertThat(lab.out("get", "pods")).doesNotContain("ImagePullBackOff");
    }
  }

  @Test
  void getWatchesUntilItIsStopped() throws Exception {
    try (var lab = Lab.open(folder)) {
      var seen = lab.kubectl("get", "pods", "-w", "--request-timeout=1s", "-l", "app=api");
      assertThat(seen.out().lines()).hasSize(4);

      var gone = Thread.startVirtualThread(() -> lab.cluster.scale("api", 1));
      lab.out("wait", "--for=jsonpath={.status.replicas}=1", "deploy/api", "--timeout=30s");
      gone.join();
      var left = lab.out("get", "pods", "-l", "app=api", "-o", "name").strip();
      var removal = Thread.startVirtualThread(() -> lab.cluster.scale("api", 0));
      lab.out("wait", "--for=delete", left, "--timeout=30s");
      removal.join();
    }
  }

  @Test
  void aRolloutThatTakesTooLongIsGivenUp() throws Exception {
    var api = new Workload(1, Map.of("app", "shop/api:1"), Optional.empty(), Duration.ofSeconds(1));
    var setup =
        new Setup(
            "shop",
            List.of("node-1"),
            Map.of("api", api),
            Map.of(),
            List.of(),
            image -> image.endsWith(":2"));
    try (var lab = Lab.open(folder, setup, InstantSource.system())) {
      lab.out("set", "image", "deploy/api", "app=shop/api:2");

      assertThat(lab.err("rollout", "status", "deploy/api", "--timeout=30s"))
          .contains("exceeded its progress deadline");
    }
  }
}
