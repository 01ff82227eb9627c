package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Secret;
import irb.runbook.Parameter.UnfitException;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.Form;
import irb.source.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
  @Test
  void readsEveryType() throws UnfitException {
    assertThat(value("{type: string}", "web-1.example:80/x@y")).isEqualTo("web-1.example:80/x@y");
    assertThat(value("{type: text}", "any; 'thing'\n")).isEqualTo("any; 'thing'\n");
    assertThat(value("{type: int}", "-5")).isEqualTo(-5L);
    assertThat(value("{type: number}", "0.5")).isEqualTo(0.5);
    assertThat(value("{type: bool}", "true")).isEqualTo(true);
    assertThat(value("{type: duration}", "7d")).isEqualTo(Duration.ofDays(7));
    assertThat(value("{type: time}", "2026-11-21T03:00:00+01:00"))
        .isEqualTo(Instant.parse("2026-11-21T02:00:00Z"));
    assertThat(value("{type: list}", "a", "b")).isEqualTo(List.of("a", "b"));
    assertThat(value("{type: secret}", "hush")).isEqualTo(new Secret("p", "hush"));
    assertThat(value("{type: string, pattern: '-[a-z]+'}", "-rf")).isEqualTo("-rf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: string}                    | -rf       | a name of letters, digits",
        "{type: string}                    | a b       | a name of letters, digits",
        "{type: string}                    | $(id)     | a name of letters, digits",
        "{type: string}                    | ``        | a name of letters, digits",
        "{type: list}                      | a;b       | a name of letters, digits",
        "{type: string, values: [a, b]}    | c         | one of a, b",
        "{type: string, pattern: '[a-z]+'} | abc1      | a text that matches [a-z]+",
        "{type: int}                       | 1.5       | a whole number",
        "{type: int, min: 1}               | 0         | at least 1",
        "{type: int, max: 10}              | 11        | at most 10",
        "{type: number}                    | many      | a number",
        "{type: number}                    | NaN       | a number",
        "{type: number}                    | Infinity  | a number",
        "{type: bool}                      | yes       | true or false",
        "{type: duration}                  | soon      | a duration such as",
        "{type: duration, max: 1h}         | 61m       | at most 1h",
        "{type: time}                      | yesterday | a time such as",
      })
  void saysWhatWouldFit(String yaml, String word, String wanted) {
    assertThatThrownBy(() -> value(yaml, word))
        .hasMessageContaining("parameter 'p' is " + wanted)
        .hasMessageContaining("and '" + word + "' is not");
  }

  @Test
  void comparesLargeNumbersExactly() {
    assertThatThrownBy(() -> value("{type: int, max: 9007199254740992}", "9007199254740993"))
        .hasMessageContaining("at most");
  }

  @Test
  void takesOneValueUnlessItIsAList() {
    assertThatThrownBy(() -> value("{type: int}", "1", "2")).hasMessageContaining("2 were given");
    assertThatThrownBy(() -> value("{type: int}")).hasMessageContaining("0 were given");
  }

  private static Object value(String yaml, String... words) throws UnfitException {
    var findings = new Findings();
    var node = YamlReader.parse("params: {p: " + yaml + "}", findings);
    var form = Form.of(Objects.requireNonNull(node), "a runbook", findings);
    var parameter = new ParameterReader(findings).read(form).get("p");
    assertThat(findings.all()).extracting(Finding::text).isEmpty();
    return Objects.requireNonNull(parameter).value(List.of(words));
  }
}
