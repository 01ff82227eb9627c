package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlWritesTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "shop/web:1", env: [{name: A, value: "1"}]}]}
      """;

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    Lab.needsKubectl();
    lab = Lab.open(folder);
  }

  @AfterEach
  void close() {
    if (lab != null) { // without kubectl nothing was opened
      lab.close();
    }
  }

  private String of(String deployment, String path) throws Exception {
    return lab.out("get", "deploy", deployment, "-o", "jsonpath={" + path + "}");
  }

  @Test
  void scaleChangesTheNumberOfPods() throws Exception {
    lab.out("scale", "deploy/api", "--replicas=5");
    assertThat(lab.out("rollout", "status", "deploy/api", "--timeout=30s"))
        .endsWith("successfully rolled out\n");
    assertThat(of("api", ".status.readyReplicas")).isEqualTo("5");
    assertThat(lab.err("scale", "deploy/api", "--replicas=2", "--current-replicas=4"))
        .contains("Expected replicas to be 4, was 5");
  }

  @Test
  void rolloutsGoForthAndBack() throws Exception {
    lab.out("rollout", "restart", "deploy/api");
    lab.out("set", "image", "deploy/api", "app=shop/api:1.5");
    assertThat(lab.out("rollout", "status", "deploy/api", "--timeout=30s"))
        .endsWith("successfully rolled out\n");
    assertThat(lab.out("rollout", "history", "deploy/api")).contains("1 ", "2 ", "3 ");

    lab.out("rollout", "undo", "deploy/api", "--to-revision=1");

    lab.out("rollout", "status", "deploy/api", "--timeout=30s");
    assertThat(of("api", ".spec.template.spec.containers[0].image")).isEqualTo("shop/api:1.4");
    assertThat(lab.out("rollout", "history", "deploy/api")).contains("4 ").doesNotContain("1 ");
  }

  @Test
  void aPausedRolloutWaits() throws Exception {
    lab.out("rollout", "pause", "deploy/worker");
    lab.out("set", "env", "deploy/worker", "LEVEL=debug");
    assertThat(lab.err("rollout", "status", "deploy/worker", "--timeout=1s"))
        .contains("timed out waiting");
    assertThat(of("worker", ".status.updatedReplicas")).isEqualTo("0");

    lab.out("rollout", "resume", "deploy/worker");

    lab.out("rollout", "status", "deploy/worker", "--timeout=30s");
    assertThat(of("worker", ".spec.template.spec.containers[0].env[0].value")).isEqualTo("debug");
  }

  @Test
  void everyKindOfPatchIsUnderstood() throws Exception {
    lab.out("patch", "deploy", "api", "-p", "{\"spec\":{\"replicas\":2}}");
    lab.out(
        "patch",
        "deploy",
        "api",
        "--type=json",
        "-p",
        "[{\"op\":\"add\",\"path\":\"/metadata/labels/a~1b\",\"value\":\"x\"}]");
    lab.out("patch", "deploy", "api", "--type=merge", "-p", "{\"spec\":{\"paused\":true}}");
    lab.out("label", "deploy", "api", "tier=web");
    lab.out("annotate", "deploy", "api", "note=seen");

    assertThat(lab.out("get", "deploy", "api", "-o", "json"))
        .contains("\"replicas\": 2", "\"a/b\": \"x\"", "\"paused\": true", "\"tier\": \"web\"")
        .contains("\"note\": \"seen\"");
    assertThat(
            lab.err(
                "patch",
                "deploy",
                "api",
                "--type=json",
                "-p",
                "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]"))
        .contains("the test of /spec/replicas failed");
  }

  @Test
  void applyCreatesComparesAndChanges() throws Exception {
    var file = lab.file("web.yaml", WEB).toString();
    assertThat(lab.out("apply", "-f", file)).isEqualTo("deployment.apps/web created\n");
    assertThat(lab.out("apply", "-f", file)).isEqualTo("deployment.apps/web unchanged\n");
    lab.file("web.yaml", WEB.replace("value: \"1\"", "value: \"7\""));
    var diff = lab.kubectl("diff", "-f", file);
    assertThat(diff.exit()).isOne();
    assertThat(diff.out()).contains("-          value: \"1\"", "+          value: \"7\"");
    assertThat(lab.out("apply", "-f", file)).isEqualTo("deployment.apps/web configured\n");
    assertThat(lab.out("apply", "--server-side", "--force-conflicts", "-f", file))
        .contains("serverside-applied");
    assertThat(of("web", ".spec.template.spec.containers[0].env[0].value")).isEqualTo("7");
    assertThat(lab.out("wait", "--for=condition=available", "deploy/web", "--timeout=30s"))
        .contains("condition met");
    assertThat(lab.out("delete", "-f", file)).contains("deleted");
    assertThat(lab.out("get", "pods,rs", "-l", "app=web", "-o", "name")).isEmpty();
  }

  @Test
  void createSendsObjectsInBinaryForm() throws Exception {
    lab.out("create", "configmap", "conf", "--from-literal=level=debug");
    lab.out("create", "secret", "generic", "key", "--from-literal=a=b");
    lab.out("create", "deployment", "web", "--image=shop/web:2", "--replicas=2", "--port=80");

    assertThat(lab.out("get", "cm", "conf", "-o", "jsonpath={.data.level}")).isEqualTo("debug");
    assertThat(lab.out("get", "secret", "key", "-o", "jsonpath={.data.a}")).isEqualTo("Yg==");
    assertThat(of("web", ".spec.template.spec.containers[0].ports[0].containerPort"))
        .isEqualTo("80");
    assertThat(lab.err("create", "configmap", "conf")).contains("already exists");
    assertThat(lab.err("delete", "secret", "key"))
        .contains("(Forbidden)", "User \"drill\" cannot delete resource \"secrets\"");
    assertThat(lab.err("create", "job", "j", "--image=x")).contains("unknown format");
  }

  @Test
  void aDeletedPodIsMadeAgain() throws Exception {
    var before = lab.out("get", "pods", "-l", "app=worker", "-o", "name");

    lab.out("delete", "pods", "-l", "app=worker");

    lab.out("wait", "--for=condition=available", "deploy/worker", "--timeout=30s");
    lab.out("rollout", "status", "deploy/worker", "--timeout=30s");
    var after = lab.out("get", "pods", "-l", "app=worker", "-o", "name");
    assertThat(after.lines()).hasSize(2).doesNotContainAnyElementsOf(before.lines().toList());
  }

  @Test
  void aCordonedNodeTakesNoPods() throws Exception {
    lab.out("cordon", "node-1", "node-2");
    assertThat(lab.out("get", "nodes")).contains("Ready,SchedulingDisabled");
    lab.out("scale", "deploy/worker", "--replicas=3");
    lab.out("wait", "--for=jsonpath={.status.replicas}=3", "deploy/worker", "--timeout=30s");
    assertThat(lab.out("get", "pods", "-l", "app=worker")).containsPattern("0/1 +Pending");

    lab.out("uncordon", "node-2");

    lab.out("rollout", "status", "deploy/worker", "--timeout=30s");
    lab.out("drain", "node-1", "--force", "--ignore-daemonsets", "--timeout=30s");
    assertThat(lab.out("get", "pods", "--field-selector=spec.nodeName=node-1", "-o", "name"))
        .isEmpty();
  }
}
