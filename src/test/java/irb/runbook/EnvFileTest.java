package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.source.Finding;
import irb.source.Findings;
import irb.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b                    | b",
        "export A = b           | b",
        "A=                     | ``",
        "A=\"b # c\"            | b # c",
        "A=b # c                | b",
        "A=b#c                  | b#c",
        "A='b \\n \"c\"'        | b \\n \"c\"",
        "A=\"b \\\"c\\\" \\\\\" | b \"c\" \\",
        "A=$(id)                | $(id)",
        "A=\"${{ env.B }}\"     | ${{ env.B }}",
        "A=a=b=c                | a=b=c",
      })
  void reads(String line, String value) {
    var findings = new Findings();

    var values = EnvFile.read(new Source(".env.x", "# a comment\n\n" + line + "\n"), findings);

    assertThat(findings.all()).isEmpty();
    assertThat(values).containsEntry("A", value).hasSize(1);
  }

  @Test
  void doesNotShowALineThatIsNoVariable() {
    var findings = new Findings();

    EnvFile.read(new Source(".env.x", "A=b\nhush hush\n2=3"), findings);

    assertThat(findings.all()).extracting(Finding::text).hasSize(2);
    assertThat(findings.all().getFirst().text())
        .startsWith(".env.x:2:1: error: this line is no variable")
        .doesNotContain("hush");
  }
}
