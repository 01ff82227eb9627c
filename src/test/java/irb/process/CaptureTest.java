package irb.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 65_536, 300_000})
  void keepsAllThatFits(int chunk) {
    var text = numbers(2 * Capture.KEPT);

    assertThat(captured(text, chunk).text()).isEqualTo(text);
    assertThat(captured(text, chunk).isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 65_536, 300_000})
  void keepsTheBeginningAndTheEndOfWhatDoesNot(int chunk) {
    var text = numbers(3 * Capture.KEPT + 5);

    var kept = captured(text, chunk).text();

    assertThat(kept).startsWith(text.substring(0, Capture.KEPT) + "\n… 262149 bytes left out …\n");
    assertThat(kept).endsWith(text.substring(text.length() - Capture.KEPT));
  }

  @Test
  void cutsNoCharacterInTwo() {
    for (var shift = 0; shift < 4; shift++) {
      var text = "x".repeat(shift) + "\uD83D\uDE00".repeat(Capture.KEPT);

      var kept = captured(text, 65_536).text();

      assertThat(kept).doesNotContain("\uFFFD");
      var leftOut = Long.parseLong(kept.replaceAll("(?s).*… (\\d+) bytes.*", "$1"));
      var bytes = kept.replaceAll("\n…[^…]*…\n", "").getBytes(StandardCharsets.UTF_8).length;
      assertThat(bytes + leftOut).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private static Capture captured(String text, int chunk) {
    var capture = new Capture();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var from = 0; from < bytes.length; from += chunk) {
      var length = Math.min(chunk, bytes.length - from);
      var part = new byte[chunk];
      System.arraycopy(bytes, from, part, 0, length);
      capture.add(part, length);
    }
    return capture;
  }

  private static String numbers(int length) {
    var text = new StringBuilder();
    for (var i = 0; text.length() < length; i++) {
      text.append(i).append('\n');
    }
    return text.substring(0, length);
  }
}
