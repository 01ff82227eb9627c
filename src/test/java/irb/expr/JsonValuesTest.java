package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  @Test
  void readsEveryTypeAsItsOwn() {
    var json = "{\"t\": \"x\", \"l\": [1, -2.5, true, false, null], \"m\": {\"k\": {}}}";

    assertThat(JsonValues.parse(json))
        .contains(
            Map.of(
                "t",
                "x",
                "l",
                List.of(1L, -2.5, true, false, Null.NULL),
                "m",
                Map.of("k", Map.of())));
  }

  @Test
  void keepsTheOrderOfKeys() {
    assertThat(JsonValues.parse("{\"z\": 1, \"a\": 2}").orElseThrow()).hasToString("{z=1, a=2}");
  }

  @Test
  void readsSingleValues() {
    assertThat(JsonValues.parse(" 7 ")).contains(7L);
    assertThat(JsonValues.parse("null")).contains(Null.NULL);
    assertThat(JsonValues.parse("\"\\ud83d\\ude00\"")).contains("😀");
  }

  @Test
  void makesANumberBeyondALongADouble() {
    assertThat(JsonValues.parse("9223372036854775807")).contains(Long.MAX_VALUE);
    assertThat(JsonValues.parse("9223372036854775808")).contains(0x1p63);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1,]", "{\"a\"}", "1 2", "nul", "NaN", "'a'", "// c\n1", "01", "<html>"
      })
  void isEmptyForWhatIsNoJson(String text) {
    assertThat(JsonValues.parse(text)).isEmpty();
  }

  @Test
  void isEmptyForWhatIsNestedTooDeep() {
    assertThat(JsonValues.parse("[".repeat(200) + "]".repeat(200))).isPresent();
    assertThat(JsonValues.parse("[".repeat(201) + "]".repeat(201))).isEmpty();
    assertThat(JsonValues.parse("[".repeat(1_000_000))).isEmpty();
  }
}
