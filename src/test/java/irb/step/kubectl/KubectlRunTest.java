package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.ExecutorContract;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kubectl is called with, and what its output becomes.
class KubectlRunTest {
  @TempDir Path dir;

  @Test
  void saysWhereItGoesInEveryCall() throws Exception {
    var kubectl = new StandIn(dir).doing("");
    var target =
        new Target.Kubectl(
            "cluster",
            "prod",
            Optional.empty(),
            Optional.of(Path.of("/etc/kube config")),
            Duration.ofMillis(1500),
            kubectl.target().inherited());
    var executor =
        Fixtures.action(new KubectlStep(), "command: top nodes")
            .executor(Fixtures.rendering(Map.of()), Optional.of(target));

    StandIn.run(executor, Mode.READ);

    assertThat(kubectl.calls())
        .containsExactly(
            List.of(
                "--kubeconfig=/etc/kube config",
                "--context=prod",
                "--namespace=default",
                "--request-timeout=1500ms",
                "top",
                "nodes"));
    assertThat(executor.text())
        .isEqualTo(
            "kubectl '--kubeconfig=/etc/kube config' --context=prod --namespace=default"
                + " --request-timeout=1500ms top nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get pods | get pods -o json",
        "kubectl get pods | get pods -o json",
        "get pods -owide | get pods -owide",
        "get pods --output=name | get pods --output=name",
        "get pods --template={{.kind}} | get pods --template={{.kind}}",
        "describe pods | describe pods",
        "'rollout status deployment/api --watch=false'"
            + " | rollout status deployment/api --watch=false",
      })
  void asksForJsonOnlyWhereNothingElseIsAsked(String command, String called) throws Exception {
    var kubectl = new StandIn(dir).doing("");

    kubectl.run("'" + command + "'");

    assertThat(String.join(" ", kubectl.words())).isEqualTo(called);
  }

  @Test
  void whatItPrintsBecomesFields() throws Exception {
    var outcome =
        new StandIn(dir).doing("echo '{\"items\": [{\"n\": 1}]}'").run("{command: [get, pods]}");

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome.fields())
        .containsEntry("exit", 0L)
        .containsEntry("json", Map.of("items", List.of(Map.of("n", 1L))));
  }

  @Test
  void itsEnvironmentIsTheTargetsAndNothingElse() throws Exception {
    var kubectl = new StandIn(dir).doing("env >environment");

    kubectl.run("version");

    assertThat(Files.readAllLines(dir.resolve("environment")))
        .extracting(l -> l.replaceFirst("=.*", ""))
        .contains("PATH", "HOME")
        .isSubsetOf("PATH", "HOME", "PWD", "OLDPWD", "SHLVL", "_");
  }

  @Test
  void itReadsNothingUnlessItIsGivenSomething() throws Exception {
    var kubectl = new StandIn(dir).doing("readlink /proc/self/fd/0; cat");

    assertThat(kubectl.run("version").fields()).containsEntry("out", "/dev/null\n");
    assertThat(kubectl.run("{command: [diff, -f, '-'], stdin: 'kind: Pod'}").fields().get("out"))
        .asString()
        .endsWith("kind: Pod");
  }

  @Test
  void aValueIsHandedToACommandInAContainer() throws Exception {
    var kubectl = new StandIn(dir).doing("cat");
    var executor =
        kubectl.executor(
            "{command: [exec, -i, deployment/api, --, app, load, '${{ x }}'], stdin: '${{ s }}'}",
            Map.of("x", "-rf", "s", ExecutorContract.SECRET),
            Allow.DASH);

    var outcome = StandIn.run(executor, Mode.WRITE);

    assertThat(kubectl.words())
        .containsExactly("exec", "-i", "deployment/api", "--", "app", "load", "-rf");
    assertThat(outcome.fields()).containsEntry("out", ExecutorContract.SECRET.reveal());
    assertThat(executor.text()).contains("***(CANARY)").doesNotContain("c4nary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[frobnicate]",
        "[rollout, frobnicate]",
        "[config, view]",
        "[get, pods, --server=x]",
        "[get, pods, --request_timeout=0]",
        "[get, pods, -nother]",
        "[get, pods, -Aw]",
        "[logs, -f, pod/x]",
        "[delete, pods, --all, -A]",
      })
  void whatNoStepMayDoIsRefusedAgainBeforeItRuns(String command) throws Exception {
    var kubectl = new StandIn(dir).doing("");
    var words = List.of(command.substring(1, command.length() - 1).split(", ", -1));
    var executor =
        new KubectlExecutor(
            new Cluster(kubectl.target()),
            new Arguments(words),
            Optional.empty(),
            Effect.PROVEN_READ);

    var outcome = StandIn.run(executor, Mode.WRITE);

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.REFUSED);
    assertThat(kubectl.calls()).isEmpty();
    assertThat(executor.rehearsal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[scale, deployment/api]", "[exec, pod, --, 'true']", "[delete, pod, x]"})
  void aChangeIsRefusedWhereOnlyReadsMayRunWhateverItsAuthorSays(String command) throws Exception {
    var kubectl = new StandIn(dir).doing("");
    var executor = kubectl.executor("command: " + command, Map.of());

    assertThat(StandIn.run(executor, Mode.READ))
        .asString()
        .contains("refused", "changes something");
    assertThat(kubectl.calls()).isEmpty();
  }

  @Test
  void aSilentClusterIsGivenUp() throws Exception {
    var kubectl = new StandIn(dir).doing("trap '' TERM; touch begun; while :; do sleep 0.05; done");
    var stop = new Stop();
    try (var sessions = new Sessions()) {
      var outcome = new java.util.concurrent.CompletableFuture<Outcome>();
      var executor =
          new KubectlExecutor(
              new Cluster(kubectl.target()),
              new Arguments(List.of("get", "pods")),
              Optional.empty(),
              Effect.PROVEN_READ,
              Duration.ofMillis(200));
      Thread.startVirtualThread(
          () -> outcome.complete(executor.run(Fixtures.call(Mode.READ, stop, sessions))));
      while (!Files.exists(dir.resolve("begun"))) {
        Thread.onSpinWait();
      }

      stop.ask(Stop.Cause.TIMEOUT);

      assertThat(outcome.get(5, java.util.concurrent.TimeUnit.SECONDS))
          .isInstanceOf(Outcome.TimedOut.class);
    }
  }
}
