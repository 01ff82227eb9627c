package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bad form, and the whole of what is said about it.
class HttpFindingsTest {
  /// The cases of `findings.txt`: a line of YAML, then its findings.
  static Stream<Arguments> badForms() throws IOException {
    try (var golden =
        Objects.requireNonNull(
            HttpFindingsTest.class.getResourceAsStream("/golden/http/findings.txt"))) {
      var text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^---\n", -1))
          .map(c -> c.split("\n", 2))
          .map(c -> Arguments.of(c[0], c[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("badForms")
  void saysWhatIsWrongAndWhere(String yaml, String findings) {
    assertThat(String.join("", Fixtures.findings(new HttpStep(), yaml))).isEqualTo(findings);
  }

  @Test
  void findsEverythingAtOnce() {
    var yaml = "{gets: /, json: {a: null}, form: {b: c}, headers: {'a b': c}, follow: maybe}";

    assertThat(Fixtures.findings(new HttpStep(), yaml)).hasSize(6);
  }

  @Test
  void itsExampleIsFreeOfFindings() {
    assertThat(new HttpStep().example()).contains("http: {target: api, get: /api/v1/health}");
    assertThat(Fixtures.findings(new HttpStep(), "{target: api, get: /api/v1/health}"))
        .isEqualTo(List.of());
  }
}
