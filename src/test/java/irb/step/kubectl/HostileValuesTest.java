package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.step.Call.Mode;
import irb.step.HostileValues;
import irb.step.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A value arrives byte for byte in its one word, or is refused; it is never an option.
class HostileValuesTest {
  private static final String HOLE = "${{ x }}";

  @TempDir Path dir;

  @Test
  void aValueIsExactlyOneWord() throws Exception {
    arrives("rollout restart deployment/" + HOLE);
  }

  @Tag("proof")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "describe pods " + HOLE,
        "describe pods -l app=" + HOLE,
        "exec pod/api -- app load " + HOLE
      })
  void aValueIsExactlyOneWordWhereverItStands(String command) throws Exception {
    arrives(command);
  }

  private void arrives(String command) throws Exception {
    var words = words(command);
    var arrived = 0;
    for (var value : HostileValues.all().toList()) {
      arrived += arrives(words, value) ? 1 : 0;
    }

    assertThat(arrived).isGreaterThan(60);
    assertThat(dir.resolve("pwned")).doesNotExist();
  }

  private boolean arrives(List<String> words, String value) throws Exception {
    var kubectl = new StandIn(Files.createTempDirectory(dir, "call")).doing("");
    Outcome outcome;
    try {
      var executor =
          kubectl.executor(
              "command: ['" + String.join("', '", words) + "']",
              Map.of("x", value),
              Allow.values());
      outcome = StandIn.run(executor, Mode.WRITE);
    } catch (ExpressionException e) {
      assertThat(e.why()).isNotBlank();
      return false;
    }
    if (outcome instanceof Outcome.Fault fault) {
      assertThat(fault.why()).as(value).isNotBlank();
      assertThat(kubectl.calls()).isEmpty();
      return false;
    }
    assertThat(kubectl.words())
        .containsExactlyElementsOf(words.stream().map(w -> w.replace(HOLE, value)).toList());
    return true;
  }

  private static List<String> words(String command) {
    var words = new ArrayList<String>();
    for (var word : command.replace(HOLE, "\0").split(" ", -1)) {
      words.add(word.replace("\0", HOLE));
    }
    return words;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server=https://evil.example", "-", "--", "-A", "--all"})
  void noValueIsAnOptionWhateverTheStepAllows(String value) throws Exception {
    for (var command : List.of("[describe, pods, '${{ x }}']", "[logs, -c, '${{ x }}', pod/api]")) {
      assertThat(refused(command, value)).contains("no value is an option of kubectl");
    }
  }

  @Test
  void aValueInASelectorIsOneValue() throws Exception {
    assertThat(refused("[delete, pods, -l, 'app=${{ x }}']", "a,b!=c")).contains("a comma");
    assertThat(refused("[get, pods, '--selector=app=${{ x }}']", "a,b")).contains("a comma");
  }

  private String refused(String command, String value) {
    try {
      new StandIn(dir).executor("command: " + command, Map.of("x", value), Allow.values());
      return "";
    } catch (ExpressionException e) {
      return e.why();
    }
  }
}
