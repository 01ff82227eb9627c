package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlDryRunTest {
  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: conf}
      data: {a: "1"}
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

  @Test
  void changesNothingWhateverTheVerb() throws Exception {
    var file = lab.file("conf.yaml", MAP).toString();
    var before = lab.cluster.version();

    for (var call :
        new String[] {
          "delete deploy/api",
          "delete pods -l app=api",
          "scale deploy/api --replicas=1",
          "set image deploy/api app=shop/api:2",
          "set env deploy/api A=b",
          "patch deploy/api -p {\"spec\":{\"replicas\":1}}",
          "label deploy/api a=b",
          "annotate deploy/api a=b",
          "apply -f " + file,
          "apply --server-side -f " + file,
          "create -f " + file,
          "create configmap conf",
          "rollout undo deploy/worker",
          "cordon node-1",
          "drain node-1 --force --ignore-daemonsets"
        }) {
      var said = lab.kubectl((call + " --dry-run=server").split(" ", -1));

      assertThat(lab.cluster.version()).as(call).isEqualTo(before);
      if (!call.startsWith("rollout undo")) {
        assertThat(said.exit()).as("%s: %s", call, said).isZero();
      }
    }
  }
}
