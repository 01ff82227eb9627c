package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import irb.source.Finding;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.source.Source;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private final Findings findings = new Findings();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '#',
      value = {
        "docker ps#docker~ps",
        "  docker \t ps  #docker~ps",
        "echo 'a b' c#echo~a b~c",
        "echo \"a b\"#echo~a b",
        "echo a'b c'd#echo~ab cd",
        "echo ''#echo~",
        "echo \"it's\"#echo~it's",
        "echo 'say \"x\"'#echo~say \"x\"",
        "echo a\\ b#echo~a b",
        "echo \"a\\\"b\"#echo~a\"b",
        "echo \"a\\nb\"#echo~a\\nb",
        "echo 'a\\b'#echo~a\\b",
        "echo '$HOME' '*' '|'#echo~$HOME~*~|",
        "tail -n 010#tail~-n~010",
        "git log --format=%h#git~log~--format=%h",
      })
  void splitsAsAShellDoes(String command, String words) {
    assertThat(constants(Words.split(scalar(command), findings)))
        .isEqualTo(Arrays.asList(words.split("~", -1)));
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void splitsBeforeAnyValueIsPutIn() {
    var words =
        Words.split(scalar("logs --since=${{ up.at }} '${{ a.b }}' \"x/${{ c }}\""), findings);

    assertThat(words)
        .extracting(Template::toString)
        .containsExactly("logs", "--since=${{ up.at }}", "'${{ a.b }}'", "\"x/${{ c }}\"");
    assertThat(words.get(2).whole()).isPresent();
    words.forEach(w -> Words.check(w, findings));
    assertThat(findings.all()).isEmpty();
    assertThat(words.get(1).place().column()).isEqualTo(6);
    assertThat(words.get(1).expressions().getFirst().place().column()).isEqualTo(18);
  }

  @Test
  void keepsALiteralHole() {
    assertThat(constants(Words.split(scalar("echo '$${{ x }}' b"), findings)))
        .containsExactly("echo", "${{ x }}", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps aux | grep x",
        "a && b",
        "a; b",
        "a > b",
        "a < b",
        "echo $HOME",
        "echo $(date)",
        "echo `date`",
        "rm *.log",
        "cd ~/x",
        "echo a # comment"
      })
  void refusesWhatOnlyAShellWouldUnderstand(String command) {
    Words.split(scalar(command), findings);

    assertThat(findings.all()).isNotEmpty().allMatch(f -> f.message().contains("no shell reads"));
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() {
    Words.split(scalar("echo 'a b"), findings);

    assertThat(findings.all())
        .extracting(Finding::message)
        .containsExactly("this quote is never closed");
    assertThat(findings.all().getFirst().place().column()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${{ a }}",
        "--x=${{ a }}",
        "web/${{ a }}",
        "a:${{ b }}",
        "a+${{ b }}",
        "u@${{ h }}"
      })
  void aValueMayEndAWord(String word) {
    Words.check(Template.parse(scalar(word), findings), findings);

    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app-${{ a }}",
        "${{ a }}-app",
        "${{ a }}${{ b }}",
        "--x=${{ a }},${{ b }}",
        "a.${{ b }}",
        "--x='${{ a }}'"
      })
  void aValueMayNotStandAnywhereElse(String word) {
    Words.check(Template.parse(scalar(word), findings), findings);

    assertThat(findings.all()).isNotEmpty();
  }

  private static List<String> constants(List<Template> words) {
    return words.stream().map(w -> w.constant().orElseThrow()).toList();
  }

  private static Scalar scalar(String text) {
    return new Scalar(new Place(new Source("test", text), 1, 1), text, true, 0);
  }
}
