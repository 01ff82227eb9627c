package irb.source;

import static org.assertj.core.api.Assertions.assertThat;

import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every character of a value is found where it stands in the file, however it is written there.
class PlacesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: one two X three",
        "a: one\n  two X\n\n  three",
        "a: 'one ''two'' X'",
        "a: 'one\n\n  two X'",
        "a: \"one \\\"two\\\" \\t\\n X\"",
        "a: \"\\x41\\u00e9\\U0001F600 X\"",
        "a: \"one\\\n   \\ two X\"",
        "a: \"one  \n\n  two X\"",
        "a: |\n  one\n    two X\n",
        "a: |\n\n  one\n\n\n  two X\n",
        "a: |2-\n    one\n  two X\n",
        "a: >\n  one\n  two\n\n  three X\n",
        "a: >-\n  one\n    more\n  X\n",
        "a: |\r\n  one\r\n  X\r\n",
        "{a: one two X}",
        "{a: [one, two X]}",
        "a: 😀 X",
        "😀: '😀' # X\na: 😀 X",
      })
  void findsX(String yaml) {
    var findings = new Findings();

    var node = Objects.requireNonNull(YamlReader.parse(yaml, findings));

    var scalar = scalar(((Mapping) node).value("a").orElseThrow());
    var index = scalar.text().indexOf('X');
    var place = scalar.at(index);
    assertThat(findings.all()).isEmpty();
    assertThat(place).isEqualTo(place.source().at(yaml.lastIndexOf('X')));
    assertThat(scalar.part(index, index + 1).start()).isEqualTo(yaml.lastIndexOf('X'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"010", "1.10", "yes", "no", "0x1F", "1_000", "1e3", ".inf", "2026-11-21", "0o7"})
  void takesAScalarAsItIsWritten(String written) {
    var node = Objects.requireNonNull(YamlReader.parse("a: " + written, new Findings()));

    assertThat(((Mapping) node).value("a").orElseThrow()).hasToString(written);
  }

  private static Scalar scalar(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence list -> scalar(list.items().getLast());
      case Mapping map -> scalar(map.entries().getFirst().value());
    };
  }
}
