package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.source.Finding;
import irb.source.Finding.Severity;
import irb.source.Place;
import irb.source.Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  private static final Source SOURCE = new Source("x.yaml", "runbook: x\nseverty: P1\n");
  private static final Finding ERROR =
      new Finding(
          Severity.ERROR,
          new Place(SOURCE, 2, 1),
          "unknown key 'severty'",
          "did you mean 'severity'?");
  private static final Finding WARNING =
      new Finding(Severity.WARNING, new Place(SOURCE, 1, 10), "a short name \u001b[31m", "");

  private static String text(boolean color, Finding... findings) {
    var out = new StringWriter();
    new FindingsText(new PrintWriter(out), new Looks(color, true, 80)).print(List.of(findings));
    return out.toString();
  }

  @Test
  void showsEachAndCountsThem() {
    assertThat(text(false, ERROR, WARNING))
        .isEqualTo(
            """
            x.yaml:2:1: error: unknown key 'severty'
              severty: P1
              ^
              did you mean 'severity'?

            x.yaml:1:10: warning: a short name ^[[31m
              runbook: x
                       ^

            1 error, 1 warning in 1 file
            """);
  }

  @Test
  void coloursSeverityAndCaret() {
    assertThat(text(true, ERROR))
        .contains("x.yaml:2:1: \u001b[31merror:\u001b[0m unknown key")
        .contains("\u001b[31m  ^\u001b[0m\n");
  }

  @Test
  void saysNothingAboutNothing() {
    assertThat(text(false)).isEmpty();
  }
}
