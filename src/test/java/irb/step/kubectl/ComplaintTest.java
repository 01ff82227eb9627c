package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Quoting;
import irb.step.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What kubectl says when it fails, word for word, becomes a reason.
class ComplaintTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Fault unreachable | The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?",
        "Fault unreachable | Unable to connect to the server: dial tcp: lookup k.invalid on 10.0.0.53:53: no such host",
        "Fault unreachable | Unable to connect to the server: context deadline exceeded",
        "Fault unreachable | Unable to connect to the server: net/http: TLS handshake timeout",
        "Fault unreachable | Error from server (ServiceUnavailable): the server is currently unable to handle the request",
        "Fault tls | Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
        "Fault auth | error: You must be logged in to the server (Unauthorized)",
        "Fault auth | error: You must be logged in to the server (the server has asked for the client to provide credentials)",
        "Fault auth | Error from server (Forbidden): pods is forbidden: User \"x\" cannot list resource \"pods\"",
        "Fault auth | Unable to connect to the server: getting credentials: exec: executable aws not found",
        "Fault auth | error: EOF",
        "Fault invalid | Error in configuration: context was not found for specified context: nope",
        "Fault invalid | error: context \"nope\" does not exist",
        "Fault invalid | error: stat nofile: no such file or directory",
        "Fault invalid | Error: unknown flag: --foo",
        "Failed not_found | Error from server (NotFound): deployments.apps \"api\" not found",
        "Failed not_found | error: the server doesn't have a resource type \"foo\"",
        "Failed timeout | error: timed out waiting for the condition",
        "Failed timeout | error: timed out waiting for the condition on deployments/api",
        "Failed exit | error: deployment \"api\" exceeded its progress deadline",
        "Failed exit | Error from server (Conflict): the object has been modified",
      })
  void aReasonIsFoundInWhatItSays(String expected, String said) throws Exception {
    var outcome = failing("", said).run("get pods");

    assertThat(kind(outcome)).isEqualTo(expected);
    assertThat(outcome.why()).isEqualTo(said);
  }

  @Test
  void warningsAndHintsAreNotWhatItSays() throws Exception {
    var outcome =
        failing(
                "",
                "E1121 memcache.go:265] connection refused\nError: unknown flag: --foo\nSee 'kubectl get --help' for usage.")
            .run("get pods");

    assertThat(outcome.why()).isEqualTo("Error: unknown flag: --foo");
  }

  @Test
  void whatFailsInAContainerIsItsOwnAffair() throws Exception {
    var outcome =
        failing("", "psql: connection refused\ncommand terminated with exit code 1")
            .run("exec pod/x -- app check");

    assertThat(kind(outcome)).isEqualTo("Failed exit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Fault unreachable | `` | The connection to the server 127.0.0.1:1 was refused",
        "InDoubt lost | node/a cordoned | The connection to the server 127.0.0.1:1 was refused",
        "InDoubt lost | `` | Unable to connect to the server: context deadline exceeded",
        "InDoubt lost | `` | error: Patch \"http://x\": read tcp 1->2: connection reset by peer",
        "Fault auth | `` | Error from server (Forbidden): no",
        "Failed auth | node/a cordoned | Error from server (Forbidden): no",
      })
  void aChangeThatMayHaveReachedTheServerIsInDoubt(String expected, String printed, String said)
      throws Exception {
    assertThat(kind(failing(printed, said).run("cordon a"))).isEqualTo(expected);
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> "Failed " + failed.reason();
      case Outcome.Fault fault -> "Fault " + fault.reason();
      case Outcome.InDoubt doubt -> "InDoubt " + doubt.reason();
      case Outcome.Ok _, Outcome.TimedOut _, Outcome.Aborted _ -> outcome.toString();
    };
  }

  private StandIn failing(String printed, String said) throws Exception {
    return new StandIn(dir)
        .doing(
            "printf %s "
                + Quoting.word(printed)
                + "; printf '%s\\n' "
                + Quoting.word(said)
                + " >&2; exit 1");
  }
}
