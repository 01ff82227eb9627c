package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  /// All that Unicode has for the direction of text, and what takes no room.
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x061c, 0x180e, 0x200b, 0x200d, 0x200e, 0x200f,
        0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068,
        0x2069, 0xfeff
      })
  void spellsOutWhatCannotBeSeen(int c) {
    var hidden = Character.toString(c);

    assertThat(Visible.text("a" + hidden + "b"))
        .doesNotContain(hidden)
        .startsWith("a")
        .endsWith("b");
  }

  @Test
  void leavesTextAlone() {
    var text = "a\tb\n\u00e9 \u65e5\u672c \uD83D\uDE00 \u0639\u0631\u0628\u064a";

    assertThat(Visible.text(text)).isEqualTo(text);
    assertThat(Visible.line("a\tb\nc")).isEqualTo("a b\\nc");
  }
}
