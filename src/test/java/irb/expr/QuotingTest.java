package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotingTest {
  @Test
  void leavesPlainWordsAlone() {
    assertThat(Quoting.line(List.of("df", "-P", "/var/lib", "a=b")))
        .isEqualTo("df -P /var/lib a=b");
  }

  @Test
  void aFirstWordIsNeverAnAssignment() {
    assertThat(Quoting.line(List.of("A=b", "c"))).isEqualTo("'A=b' c");
  }

  @Test
  void aShellReadsBackWhatWasQuoted() throws Exception {
    var words =
        List.of("printf", "%s|", "", "it's", "a b", "$HOME", "`id`", "*", "~", "a\nb", "\\", "é");

    var reader = new ProcessBuilder("sh", "-s").start();
    try (var in = reader.getOutputStream()) {
      in.write(Quoting.line(words).getBytes(StandardCharsets.UTF_8));
    }
    var out = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(out).isEqualTo(String.join("|", words.subList(2, words.size())) + "|");
  }
}
