package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s,PT1M30S",
    "1h30m,PT1H30M",
    "250ms,PT0.25S",
    "1.5h,PT1H30M",
    "2w,PT336H",
    "7d,PT168H",
    "10us,PT0.00001S",
    "0s,PT0S"
  })
  void reads(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "-5s",
        "5 s",
        "5S",
        "1e3s",
        ".5s",
        "5.s",
        "1h 30m",
        "soon",
        "37000d",
        "99999999999999999999s",
        "PT5S",
        "5s\n",
        "٥s"
      })
  void refuses(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void readsBackWhatItWrites() {
    var random = new Random(7);
    for (var i = 0; i < 1_000; i++) {
      var duration = Duration.ofNanos(random.nextLong(Duration.ofDays(36_000).toNanos()));
      assertThat(Durations.parse(Durations.text(duration))).contains(duration);
    }
    assertThat(Durations.text(Duration.ofMinutes(-90))).isEqualTo("-1h30m");
  }
}
