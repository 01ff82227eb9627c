package irb.step.tls;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.step.Evidence;
import irb.step.Executor;
import irb.step.HostileValues;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A value arrives byte for byte in the one place it was put, or is refused where it stands.
class HostileValuesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{host: '${{ v }}', port: 1}|look at the certificate of %s:1",
        "{host: localhost, server_name: '${{ v }}'}|look at the certificate of localhost:443 for %s",
      })
  void aHostIsAHostOrRefused(String yaml, String text) throws Exception {
    for (var value : HostileValues.all().toList()) {
      var executor = executor(yaml, value);

      if (executor.isPresent()) {
        assertThat(value).matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
        assertThat(executor.get().text()).isEqualTo(text.formatted(value));
      }
    }
    assertThat(executor(yaml, "good.example")).isPresent();
  }

  @Test
  void aPortIsANumberOrRefused() throws Exception {
    for (var value : HostileValues.all().toList()) {
      var executor = executor("{host: localhost, port: '${{ v }}'}", value);

      assertThat(executor.map(Executor::text))
          .isIn(Optional.empty(), Optional.of("look at the certificate of localhost:10"));
    }
  }

  @Test
  void aPathIsTheWholePathOrRefused() throws Exception {
    var arrived = new ArrayList<String>();
    for (var value : HostileValues.all().filter(v -> v.length() < 1000).toList()) {
      var executor = executor("{file: '${{ v }}'}", value);

      if (executor.isPresent()) {
        assertThat(executor.get().text()).isEqualTo("look at the certificate in " + Path.of(value));
        arrived.add(value);
      }
    }
    assertThat(arrived).hasSizeGreaterThan(30).doesNotContain("", "\0", "a\nb");
  }

  @Test
  void aPartOfAPathNeverLeadsToAnotherFolder() throws Exception {
    for (var value : HostileValues.all().toList()) {
      var executor = executor("{file: '" + folder + "/${{ v }}', ca: /dev/null}", value);

      if (executor.isPresent()) {
        assertThat(executor.get().text())
            .isEqualTo(
                "look at the certificate in "
                    + folder
                    + "/"
                    + value
                    + ", trusting the authorities in /dev/null");
        assertThat(folder.resolve(value).normalize().getParent()).isEqualTo(folder);
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aPathThatIsTooLongIsNoBug() throws Exception {
    var executor = executor("{file: '${{ v }}'}", "x".repeat(200_000)).orElseThrow();

    var outcome = Looks.run(executor, Duration.ofSeconds(5), Evidence.NONE);

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
  }

  private static Optional<Executor> executor(String yaml, String value) throws Exception {
    try {
      return Optional.of(Looks.executor(yaml, Map.of("v", value)));
    } catch (ExpressionException e) {
      assertThat(List.of(e.why())).singleElement().asString().contains("text:1:");
      assertThat(e.why().length()).isLessThan(1000);
      return Optional.empty();
    }
  }
}
