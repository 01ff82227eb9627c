package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresenceTest {
  @ParameterizedTest
  @CsvSource({
    "111, true",
    "101, true",
    "011, true", // also `irb run x | tee log`, and `irb < alert.json`
    "001, false",
    "110, false",
    "100, false",
    "010, false",
    "000, false",
    "'', false",
    "1111, false"
  })
  void aQuestionNeedsStderrAndOneMoreTerminal(String facts, boolean somebody) {
    assertThat(Presence.somebody(facts, Map.of(), false, () -> true)).isEqualTo(somebody);
  }

  @ParameterizedTest
  @CsvSource({
    "CI, true, false",
    "CI, false, true",
    "CI, '', true",
    "IRB_NO_INPUT, 1, false",
    "IRB_NO_INPUT, yes, false",
    "IRB_NO_INPUT, '', true",
    "IRB_NO_INPUT, 0, true"
  })
  void theEnvironmentCanRefuse(String name, String value, boolean somebody) {
    assertThat(Presence.somebody("111", Map.of(name, value), false, () -> true))
        .isEqualTo(somebody);
  }

  @Test
  void theFlagRefuses() {
    assertThat(Presence.somebody("111", Map.of(), true, () -> true)).isFalse();
  }

  @Test
  void aTerminalThatDoesNotOpenIsNone() {
    assertThat(Presence.somebody("111", Map.of(), false, () -> false)).isFalse();
  }

  @Test
  void opensTheTerminalOnlyWhenItMatters() {
    Presence.somebody(
        "000",
        Map.of(),
        false,
        () -> {
          throw new AssertionError("opened");
        });
  }
}
