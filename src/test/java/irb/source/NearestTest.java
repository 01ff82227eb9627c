package irb.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("diagnose", "decide", "verify", "when", "next");

  @ParameterizedTest
  @CsvSource({
    "diagnoze,diagnose",
    "veryfi,verify",
    "whne,when",
    "nxt,next",
    "NEXT,next",
    "decidee,decide"
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).contains(meant);
    assertThat(Nearest.hint(word, KNOWN)).isEqualTo("did you mean '" + meant + "'?");
  }

  @Test
  void doesNotGuess() {
    assertThat(Nearest.to("restart", KNOWN)).isEmpty();
    assertThat(Nearest.hint("restart", List.of("a", "b"))).isEqualTo("known here: a, b");
    assertThat(Nearest.hint("restart", List.of())).isEmpty();
  }
}
