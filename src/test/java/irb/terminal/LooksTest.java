package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
  @ParameterizedTest
  @CsvSource({
    "TERM, xterm, '', true, true",
    "TERM, xterm, '', false, false",
    "TERM, dumb, '', true, false",
    "NO_COLOR, 1, '', true, false",
    "NO_COLOR, '', '', true, true",
    "NO_COLOR, 1, always, true, true",
    "FORCE_COLOR, 1, '', false, true",
    "FORCE_COLOR, 0, '', false, false",
    "FORCE_COLOR, 1, never, false, false",
    "TERM, dumb, always, false, true",
    "TERM, xterm, never, true, false",
    "TERM, xterm, auto, true, true"
  })
  void knowsWhenToColour(
      String name, String value, String flag, boolean isTerminal, boolean color) {
    var given = Optional.of(flag).filter(f -> !f.isEmpty());

    var looks = Looks.of(Map.of(name, value), given, isTerminal, 80);

    assertThat(looks.color()).isEqualTo(color);
  }

  @Test
  void noColorBeatsForceColor() {
    var both = Map.of("NO_COLOR", "1", "FORCE_COLOR", "1");

    assertThat(Looks.of(both, Optional.empty(), true, 80).color()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "LANG, en_US.UTF-8, true",
    "LANG, C.utf8, true",
    "LANG, C, false",
    "LC_ALL, de_DE.ISO-8859-1, false",
    "EDITOR, vi, false"
  })
  void theLocaleSaysWhatCanBeShown(String name, String value, boolean unicode) {
    assertThat(Looks.of(Map.of(name, value), Optional.empty(), true, 80).unicode())
        .isEqualTo(unicode);
  }

  @Test
  void aDumbTerminalIsPlain() {
    var dumb = Map.of("TERM", "dumb", "LANG", "en_US.UTF-8");

    assertThat(Looks.of(dumb, Optional.empty(), true, 80).isPlain()).isTrue();
  }

  @Test
  void aTerminalWithoutAWidthIsStillUsable() {
    assertThat(new Looks(false, false, 0).width()).isEqualTo(20);
  }
}
