package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run with kubectl steps: what the server is asked before anybody is, and what nobody sees.
class KubectlTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {cluster: {kubectl: prod, namespace: shop%s}}
      """;
  private static final String STEPS =
      """
      runbook: scale
      title: Scale the API
      steps:
        - {id: login, diagnose: Is there a login, kubectl: get secret login}
        - id: needed
          decide: Is it needed?
          choose: [{when: '!login.ok', next: no_action}]
          otherwise: scale
        - id: scale
          remediate: Run three pods
          risk: low
          kubectl: scale deployment/api --replicas=3
          undo: {kubectl: scale deployment/api --replicas=1}
          next: ready
        - {id: ready, verify: They are ready, kubectl: rollout status deployment/api, next: resolved}
      """;
  private static final String VALUE = "aHVudGVyMmh1bnRlcjI=";
  private static final String SECRET =
      "echo '{\"kind\": \"Secret\", \"data\": {\"password\": \"" + VALUE + "\"}}'";

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void prepare() throws IOException {
    irb = new Irb(folder).book(BOOK.formatted("")).runbook("scale", STEPS);
    irb.with("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    answers(
        "*can-i*) echo yes;; *--dry-run=server*) echo 'deployment.apps/api scaled (server dry run)';;");
  }

  /// A stand-in for kubectl on a PATH of its own, with these answers before those all tests share.
  private void answers(String cases) throws IOException {
    var script =
        irb.file(
            "bin/kubectl",
            """
            #!/bin/sh
            echo "$*" >>'%s'
            case "$*" in
              %s
              *'get secret'*) %s;;
              *scale*) echo scaled; touch '%s';;
            esac
            """
                .formatted(folder.resolve("calls"), cases, SECRET, folder.resolve("changed")));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void whatTheServerSaysIsShownBeforeTheChange() throws IOException {
    irb.run("run", "scale", "--yes")
        .exits(0)
        .says("server deployment.apps/api scaled (server dry run)")
        .says("will run kubectl --context=prod --namespace=shop --request-timeout=10s scale")
        .says("RESOLVED");

    assertThat(folder.resolve("changed")).exists();
    irb.logVerifies();
    assertThat(Files.readString(irb.log()))
        .contains("\"rehearsed\":[\"deployment.apps/api scaled (server dry run)\"]");
  }

  @Test
  void aDryRunAsksTheServerAndChangesNothing() {
    irb.run("run", "scale", "--dry-run")
        .exits(0)
        .says("WOULD CHANGE", "server deployment.apps/api scaled (server dry run)");

    assertThat(folder.resolve("changed")).doesNotExist();
  }

  @Test
  void whatIsNotAllowedEndsTheStepBeforeAnybodyIsAsked() throws IOException {
    answers("*can-i*) echo no; exit 1;;");

    irb.run("run", "scale", "--yes")
        .exits(5)
        .saysNot("CHANGE scale")
        .says("asked before the change, which was not made", "it is not allowed to patch");

    assertThat(folder.resolve("changed")).doesNotExist();
    assertThat(Files.readString(folder.resolve("calls"))).doesNotContain("--dry-run");
    irb.logVerifies();
  }

  @Test
  void theValuesOfSecretsAreNeitherShownNorLogged() throws IOException {
    var ran = irb.run("run", "scale", "--yes", "-v").exits(0).says("password");

    assertThat(ran.all()).doesNotContain(VALUE);
    assertThat(Files.readString(irb.log())).contains("password").doesNotContain(VALUE);
  }

  @Test
  void aTargetNamesItsFileAndItsPatience() throws IOException {
    irb.book(BOOK.formatted(", kubeconfig: ~/kube/config, request_timeout: 2500ms"));

    irb.run("run", "scale", "--dry-run").exits(0);

    assertThat(Files.readString(folder.resolve("calls")))
        .startsWith(
            "--kubeconfig="
                + folder.resolve("kube/config")
                + " --context=prod --namespace=shop --request-timeout=2500ms get secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kubectl: prod, request_timeout: soon | request_timeout is a duration such as 10s",
        "kubectl: '${{ env.KUBE_CONTEXT }}' | KUBE_CONTEXT is not set"
      })
  void aTargetThatCannotBeUsedIsSaidBeforeTheFirstStep(String target, String said)
      throws IOException {
    irb.book("playbook: p\ntitle: P\ntargets: {cluster: {" + target + "}}\n");

    irb.run("run", "scale", "--dry-run").exits(5).says(said);

    assertThat(folder.resolve("calls")).doesNotExist();
  }
}
