package irb.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StemTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exhausted exhaustion exhausting exhausts",
        "expire expires expired expiring",
        "connection connections",
        "latency latencies",
        "database databases",
        "process processes processing processed",
        "stop stops stopped stopping",
        "certificate certificates",
        "replicate replication replicated",
        "fill fills filled filling"
      })
  void isTheSameForTheFormsOfAWord(String forms) {
    assertThat(forms.split(" ", -1))
        .extracting(Stem::of)
        .containsOnly(Stem.of(forms.split(" ", -1)[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns", "tls", "p99", "5xx", "redis", "k8s", "status", "access"})
  void leavesShortWordsAndAbbreviationsAlone(String word) {
    assertThat(Stem.of(word)).isEqualTo(word);
  }
}
