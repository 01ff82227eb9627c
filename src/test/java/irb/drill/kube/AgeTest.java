package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
  @ParameterizedTest
  @CsvSource({
    "PT-1S, 0s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT5M3S, 5m3s",
    "PT17M20S, 17m",
    "PT2H59M, 179m",
    "PT4H, 4h"
  })
  void isWrittenAsKubernetesDoes(Duration age, String text) {
    assertThat(Age.text(age)).isEqualTo(text);
  }
}
