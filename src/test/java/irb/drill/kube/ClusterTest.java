package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final String PODS = "api/v1/namespaces/shop/pods";
  private static final String API = "apis/apps/v1/namespaces/shop/deployments/api";

  private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = Cluster.start(Lab.setup(), () -> now);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private JsonNode ask(String method, String path, String type, String body) {
    var parts = path.split("\\?", 2);
    var query = parts.length == 1 ? Map.<String, String>of() : Map.of("labelSelector", parts[1]);
    var reply =
        cluster
            .api()
            .answer(new Request(method, List.of(parts[0].split("/", -1)), query, "", type, body));
    return ((Reply.Json) reply).body();
  }

  private JsonNode get(String path) {
    return ask("GET", path, "", "");
  }

  private void patch(String path, String patch) {
    ask("PATCH", path, "application/merge-patch+json", patch);
  }

  private List<String> states(String label) {
    return get(PODS + "?" + label).path("items").findParents("containerStatuses").stream()
        .map(s -> s.path("containerStatuses").path(0).path("state").toString())
        .toList();
  }

  @Test
  void isAtRestWhenItStarts() {
    var status = get(API).path("status");

    assertThat(status.path("readyReplicas").asInt()).isEqualTo(3);
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
    assertThat(states("app=api")).hasSize(3).allMatch(s -> s.contains("running"));
    assertThat(get(PODS + "/migrate").toString()).contains("CrashLoopBackOff");
  }

  @Test
  void theSameSetupGivesTheSameNames() {
    try (var other = Cluster.start(Lab.setup(), () -> now)) {
      var first = get(PODS).path("items").findValuesAsText("uid");

      var second =
          ((Reply.Json)
                  other
                      .api()
                      .answer(
                          new Request("GET", List.of(PODS.split("/", -1)), Map.of(), "", "", "")))
              .body()
              .path("items")
              .findValuesAsText("uid");

      assertThat(second).isEqualTo(first);
    }
  }

  @Test
  void aRolloutToABrokenImageKeepsEnoughOldPods() {
    cluster.breakImages(List.of("shop/api:2"));

    cluster.roll("api", Map.of("app", "shop/api:2"));

    var status = get(API).path("status");
    assertThat(status.path("availableReplicas").asInt()).isEqualTo(3);
    assertThat(status.path("replicas").asInt()).isEqualTo(4);
    assertThat(states("app=api")).filteredOn(s -> s.contains("ImagePullBackOff")).hasSize(1);
    assertThat(cluster.images("api")).containsEntry("app", "shop/api:2");
  }

  @Test
  void aRolloutNeverHasTooFewOrTooManyPods() throws Exception {
    var query =
        Map.of("watch", "1", "timeoutSeconds", "0", "resourceVersion", "" + cluster.version());

    cluster.roll("api", Map.of("app", "shop/api:2"));

    var path = List.of("apis", "apps", "v1", "deployments");
    var reply = cluster.api().answer(new Request("GET", path, query, "", "", ""));
    var seen = new ByteArrayOutputStream();
    ((Reply.Stream) reply).watch().write(seen);
    var states = new TreeSet<String>();
    for (var line : seen.toString(StandardCharsets.UTF_8).lines().toList()) {
      var status = new ObjectMapper().readTree(line).path("object").path("status");
      states.add(
          "updated %d of %d, available %d"
              .formatted(
                  status.path("updatedReplicas").asInt(),
                  status.path("replicas").asInt(),
                  status.path("availableReplicas").asInt()));
    }
    assertThat(states)
        .contains("updated 1 of 4, available 3", "updated 3 of 3, available 3")
        .allMatch(s -> s.matches("updated \\d of [34], available [34]"));
  }

  @Test
  void recreateRemovesOldPodsFirst() {
    patch(API, "{\"spec\":{\"strategy\":{\"type\":\"Recreate\",\"rollingUpdate\":null}}}");
    cluster.breakImages(List.of("shop/api:2"));

    cluster.roll("api", Map.of("app", "shop/api:2"));

    assertThat(states("app=api")).hasSize(3).allMatch(s -> s.contains("ImagePullBackOff"));
    assertThat(get(API).path("status").path("conditions").toString())
        .contains("MinimumReplicasUnavailable");
  }

  @Test
  void aRolloutThatDoesNotProgressIsLateAfterItsDeadline() {
    cluster.breakImages(List.of("shop/api:2"));
    cluster.roll("api", Map.of("app", "shop/api:2"));
    assertThat(get(API).toString()).doesNotContain("ProgressDeadlineExceeded");

    now = now.plus(Duration.ofMinutes(11));
    cluster.scale("api", 3);

    assertThat(get(API).toString()).contains("ProgressDeadlineExceeded");
    cluster.roll("api", Map.of("app", "shop/api:1.4"));
    assertThat(get(API).toString()).doesNotContain("ProgressDeadlineExceeded");
  }

  @Test
  void anAilmentOfThePodsEndsWithThem() {
    cluster.ail("api", 1, PodState.CRASH_LOOP, Optional.of("boom\n"), false);
    assertThat(states("app=api")).filteredOn(s -> s.contains("CrashLoopBackOff")).hasSize(2);
    assertThat(get(API).path("status").path("readyReplicas").asInt()).isEqualTo(1);

    ask("DELETE", PODS + "?app=api", "", "");
    cluster.scale("api", 3);

    assertThat(states("app=api")).hasSize(3).allMatch(s -> s.contains("running"));
  }

  @Test
  void anAilmentOfNewPodsTooEndsWhenItIsCured() {
    var ailment = cluster.ail("api", 0, PodState.OUT_OF_MEMORY, Optional.empty(), true);
    ask("DELETE", PODS + "?app=api", "", "");
    cluster.scale("api", 3);
    assertThat(states("app=api")).hasSize(3).allMatch(s -> s.contains("OOMKilled"));

    cluster.cure(ailment);

    assertThat(states("app=api")).hasSize(3).allMatch(s -> s.contains("running"));
    assertThat(get(API).path("status").path("readyReplicas").asInt()).isEqualTo(3);
  }

  @Test
  void everyStateOfAPodIsShown() {
    for (var word : PodState.troubles()) {
      var state = PodState.troubled(word).orElseThrow();
      var ailment = cluster.ail("worker", 0, state, Optional.empty(), true);

      assertThat(get(API.replace("/api", "/worker")).path("status").path("readyReplicas").asInt())
          .as(word)
          .isZero();

      cluster.cure(ailment);
      assertThat(get(API.replace("/api", "/worker")).path("status").path("readyReplicas").asInt())
          .as(word)
          .isEqualTo(2);
    }
  }

  @Test
  void aNamespaceGoesWithAllThatIsInIt() {
    ask("DELETE", "api/v1/namespaces/shop", "", "");

    assertThat(get("api/v1/pods").path("items")).isEmpty();
    assertThat(get("apis/apps/v1/deployments").path("items")).isEmpty();
  }

  @Test
  void keepsAsManyRevisionsAsItShould() {
    patch(API, "{\"spec\":{\"revisionHistoryLimit\":2}}");

    for (var i = 5; i < 10; i++) {
      cluster.roll("api", Map.of("app", "shop/api:1." + i));
    }

    assertThat(get("apis/apps/v1/replicasets?app=api").path("items")).hasSize(3);
    assertThat(get(API).toString()).contains("deployment.kubernetes.io/revision\":\"6\"");
  }
}
