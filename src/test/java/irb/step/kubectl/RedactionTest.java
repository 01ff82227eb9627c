package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Evidence;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Sessions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The values of secrets never leave the step that got them.
class RedactionTest {
  private static final String VALUE = "aHVudGVyMg==";
  private static final String SECRET =
      """
      {"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "data": {"password": "%1$s"},
       "stringData": {"other": "%1$s"},
       "metadata": {"name": "s", "annotations": {"kubectl.kubernetes.io/last-applied-configuration":
         "{\\"data\\":{\\"password\\":\\"%1$s\\"}}", "owner": "shop"}}}
      """
          .formatted(VALUE);

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get secret s",
        "get Secrets",
        "get secrets.v1. s",
        "get pods,secrets",
        "get secret/s",
        "get unexpected"
      })
  void theValuesOfASecretAreHidden(String command) throws Exception {
    var outcome = printing(SECRET).run(command);

    assertThat(outcome.toString()).doesNotContain(VALUE).contains("owner", "password");
    assertThat(outcome.fields().get("json"))
        .asString()
        .contains("data={password=***}", "stringData={other=***}", "owner=shop");
  }

  @Test
  void soAreThoseInAList() throws Exception {
    var list =
        "{\"kind\": \"List\", \"items\": [" + SECRET + ", {\"kind\": \"Pod\", \"data\": 1}]}";
    var bare =
        "{\"kind\": \"SecretList\", \"items\": [{\"data\": {\"password\": \"" + VALUE + "\"}}]}";

    assertThat(printing(list).run("get secrets").toString()).doesNotContain(VALUE).contains("Pod");
    assertThat(printing(bare).run("get secrets").toString()).doesNotContain(VALUE);
  }

  @Test
  void whatIsNoWholeJsonIsNotShownAtAll() throws Exception {
    var outcome = printing(SECRET.substring(0, SECRET.length() - 3)).run("get secrets");

    assertThat(outcome.toString()).doesNotContain(VALUE).contains("not shown");
  }

  @Test
  void whatIsChangedDoesNotShowThemEither() throws Exception {
    assertThat(printing(SECRET).run("label secret s a=b -o json").toString()).doesNotContain(VALUE);
  }

  @Test
  void evidenceHoldsThemHidden() throws Exception {
    var kept = new Kept();
    try (var sessions = new Sessions()) {
      Call call = Fixtures.call(Mode.READ, sessions).keepingIn(kept);
      printing(SECRET).executor("get secret s", Map.of()).run(call);
    }

    assertThat(kept.bytes.toString(StandardCharsets.UTF_8))
        .contains("password")
        .doesNotContain(VALUE);
  }

  @Test
  void otherOutputReachesEvidenceWhileItIsProduced() throws Exception {
    var kept = new Kept();
    try (var sessions = new Sessions()) {
      printing("a log\n")
          .executor("logs deployment/api", Map.of())
          .run(Fixtures.call(Mode.READ, sessions).keepingIn(kept));
    }

    assertThat(kept.bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a log\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secrets", "pods,Secret"})
  void aValueThatNamesSecretsIsNoWayAround(String kind) throws Exception {
    var yaml = printing(SECRET).executor("get ${{ kind }} s -o yaml", Map.of("kind", kind));

    assertThat(StandIn.run(yaml, Mode.READ)).isInstanceOf(Outcome.Fault.class);
    assertThat(new StandIn(dir).calls()).isEmpty();
  }

  private StandIn printing(String text) throws Exception {
    Files.writeString(dir.resolve("answer"), text);
    return new StandIn(dir).doing("cat answer");
  }

  private static final class Kept implements Evidence {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public void write(byte[] more, int from, int length) {
      bytes.write(more, from, length);
    }
  }
}
