package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesEveryKindOfValue() {
    var json = new Json(new Masker());

    assertThat(json.line(List.of("a\"\n\0", 1, 2L, 0.5, true, Null.NULL, Double.NaN)))
        .isEqualTo("[\"a\\\"\\n\\u0000\",1,2,0.5,true,null,\"NaN\"]");
    assertThat(json.line(Map.of("at", Instant.EPOCH)))
        .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(json.line(List.of(Duration.ofSeconds(90)))).isEqualTo("[\"1m30s\"]");
  }

  @Test
  void masksTextsAndKeys() {
    var masker = new Masker();
    masker.add(new Secret("TOKEN", "hush-hush"));
    var json = new Json(masker);

    assertThat(json.line(Map.of("hush-hush", List.of("x hush-hush"))))
        .isEqualTo("{\"***(TOKEN)\":[\"x ***(TOKEN)\"]}");
    assertThat(json.line(new Secret("PIN", "1234"))).isEqualTo("\"***(PIN)\"");
  }
}
