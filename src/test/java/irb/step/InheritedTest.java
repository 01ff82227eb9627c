package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedTest {
  @Test
  void passesOnWhatIsNeededAndNothingElse() {
    var environment =
        Map.of("PATH", "/bin", "LC_ALL", "C", "TERM", "xterm", "AWS_SECRET_ACCESS_KEY", "x");

    assertThat(Inherited.of(environment))
        .isEqualTo(Map.of("PATH", "/bin", "LC_ALL", "C", "TERM", "dumb"));
  }

  @Test
  void thereIsAlwaysAPath() {
    assertThat(Inherited.of(Map.of())).containsEntry("PATH", Inherited.PATH);
  }
}
