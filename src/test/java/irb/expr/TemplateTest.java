package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import irb.source.Finding;
import irb.source.Findings;
import irb.step.Fixtures;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain                        | 'plain'",
        "${{ a.b }}                   | <a.b>",
        "x ${{a}} y ${{ b }}          | 'x ' <a> ' y ' <b>",
        "$${{ a }}                    | '${{ a }}'",
        "${{ '}}' + a }}              | <'}}' + a>",
        "${{ \"\\\"}}\" }}!           | <\"\\\"}}\"> '!'",
        "${{ {'k': {'v': 1}}.k }}     | <{'k': {'v': 1> '.k }}'",
        "${ a } {{ b }}               | '${ a } {{ b }}'",
        "${{ a }}${{ b }}             | <a> <b>",
        "}} ${{ a }}                  | '}} ' <a>",
      })
  void parses(String text, String parts) {
    var template = Template.parse(Fixtures.scalar(text), new Findings());

    var shown =
        template.parts().stream()
            .map(p ->
                switch (p) {
                  case Text(var constant, _) -> "'" + constant + "'";
                  case Hole(var expression, _) -> "<" + expression.text() + ">";
                })
            .collect(Collectors.joining(" "));
    assertThat(shown).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"a ${{ b,text:1:3", "${{ '}},text:1:1", "${{ }},text:1:1", "a ${{   }} b,text:1:3"})
  void reportsAHoleThatHoldsNothing(String text, String place) {
    var findings = new Findings();

    Template.parse(Fixtures.scalar(text), findings);

    assertThat(findings.all())
        .singleElement()
        .extracting(Finding::place)
        .asString()
        .isEqualTo(place);
  }

  @Test
  void knowsWhereAnExpressionStands() {
    var template = Template.parse(Fixtures.scalar("used ${{  a.b }}"), new Findings());

    assertThat(template.expressions().getFirst().at(2)).hasToString("text:1:13");
  }
}
