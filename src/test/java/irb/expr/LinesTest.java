package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  @Test
  void aLastEndOfLineBeginsNoLine() {
    assertThat(new Lines("")).isEmpty();
    assertThat(new Lines("\n")).containsExactly("");
    assertThat(new Lines("a")).containsExactly("a");
    assertThat(new Lines("a\n")).containsExactly("a");
    assertThat(new Lines("a\n\n b")).containsExactly("a", "", " b");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isTheSameAsSplitting(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 200; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(40), 0, 6).forEach(n -> text.append("ab \t\r\n".charAt(n)));
      text.append('x');

      var lines = new Lines(text.toString());

      var expected = List.of(text.toString().split("\n", -1));
      assertThat(lines).isEqualTo(expected);
      assertThat(lines.words())
          .isEqualTo(
              expected.stream()
                  .map(l ->
                      Arrays.stream(l.split("[ \t\r]+", -1)).filter(w -> !w.isEmpty()).toList())
                  .toList());
    }
  }
}
