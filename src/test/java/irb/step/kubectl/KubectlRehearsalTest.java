package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the API server is asked before anybody else is.
class KubectlRehearsalTest {
  private static final String ALLOWS =
      "case \"$*\" in *can-i*) echo yes;; *--dry-run=server*) echo done it;; *) touch changed;; esac";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scale deployment/api --replicas=3"
            + " | patch deployment/api --subresource=scale"
            + " | scale deployment/api --replicas=3 --dry-run=server",
        "scale --replicas 3 deployment api"
            + " | patch deployment/api --subresource=scale"
            + " | scale --replicas 3 deployment api --dry-run=server",
        "set image deploy api app=app:2 -o json"
            + " | patch deploy/api"
            + " | set image deploy api app=app:2 --dry-run=server",
        "rollout undo deployment/api"
            + " | patch deployment/api"
            + " | rollout undo deployment/api --dry-run=server",
        "delete pods a b | delete pods/a; delete pods/b | delete pods a b --dry-run=server",
        "delete pods -l app=x | delete pods | delete pods -l app=x --dry-run=server",
        "label pod a k=v j- | patch pod/a | label pod a k=v j- --dry-run=server",
        "cordon a | patch nodes/a | cordon a --dry-run=server",
        "drain a --ignore-daemonsets"
            + " | patch nodes/a; create pods --subresource=eviction --all-namespaces"
            + " | drain a --ignore-daemonsets --dry-run=server",
        "create job once --from=cronjob/x"
            + " | create job"
            + " | create job once --from=cronjob/x --dry-run=server",
        "run x --image=y -- echo -n hi"
            + " | create pods"
            + " | run x --image=y --dry-run=server -- echo -n hi",
        "set serviceaccount deployment api robot"
            + " | patch deployment/api"
            + " | set serviceaccount deployment api robot --dry-run=server",
      })
  void itIsAllowedAndTriedWithoutBeingDone(String command, String asked, String tried)
      throws Exception {
    var kubectl = new StandIn(dir).doing(ALLOWS);

    var outcome = rehearsed(kubectl, command);

    assertThat(outcome).isEqualTo(new Outcome.Ok(Map.of("out", "done it (server dry run)")));
    var calls =
        kubectl.calls().stream().map(c -> String.join(" ", c.subList(3, c.size()))).toList();
    var expected =
        java.util.stream.Stream.concat(
                List.of(asked.split("; ", -1)).stream().map(q -> "auth can-i " + q),
                java.util.stream.Stream.of(tried))
            .toList();
    assertThat(calls).isEqualTo(expected);
    assertThat(dir.resolve("changed")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollout restart deployment/api", "exec pod/api -- app reload"})
  void whatCannotBeTriedIsOnlyAskedFor(String command) throws Exception {
    var outcome = rehearsed(new StandIn(dir).doing(ALLOWS), command);

    assertThat(outcome.fields().get("out"))
        .asString()
        .contains("allowed: ", "has no server dry run");
  }

  @Test
  void whatIsNotAllowedIsAnErrorAndNotTried() throws Exception {
    var kubectl = new StandIn(dir).doing("echo 'no - read only'; exit 1");

    var outcome = rehearsed(kubectl, "scale deployment/api --replicas=3");

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Fault(
                Reason.AUTH,
                "in prod/shop it is not allowed to patch deployment/api --subresource=scale;"
                    + " 'kubectl auth can-i' says: no - read only"));
    assertThat(kubectl.calls()).hasSize(1);
  }

  @Test
  void whatTheServerWouldRefuseIsAFailure() throws Exception {
    var kubectl =
        new StandIn(dir)
            .doing(
                "case \"$*\" in *can-i*) echo yes;; *) echo 'Error from server (NotFound): gone' >&2;"
                    + " exit 1;; esac");

    assertThat(rehearsed(kubectl, "delete pod x"))
        .isInstanceOf(Outcome.Failed.class)
        .extracting(Outcome::why)
        .isEqualTo("Error from server (NotFound): gone");
  }

  @Test
  void aManifestIsTriedByItself() throws Exception {
    var kubectl = new StandIn(dir).doing("cat");

    var outcome =
        kubectl
            .executor("{command: [apply, -f, '-'], stdin: 'kind: Pod'}", Map.of())
            .rehearsal()
            .orElseThrow();

    assertThat(StandIn.run(outcome, Mode.READ).fields())
        .containsEntry("out", "kind: Pod (server dry run)");
    assertThat(kubectl.calls()).hasSize(1);
  }

  @Test
  void nothingIsAskedAboutARead() throws Exception {
    assertThat(new StandIn(dir).executor("get pods", Map.of()).rehearsal()).isEmpty();
  }

  private static Outcome rehearsed(StandIn kubectl, String command) throws Exception {
    var rehearsal = kubectl.executor("'" + command + "'", Map.of()).rehearsal().orElseThrow();
    assertThat(rehearsal.text()).startsWith("kubectl --context=prod");
    return StandIn.run(rehearsal, Mode.READ);
  }
}
