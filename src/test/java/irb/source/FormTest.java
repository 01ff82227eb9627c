package irb.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FormTest {
  @Test
  void saysWhatAKeyHoldsInstead() {
    assertThat(found("{a: [x]}", f -> f.scalar("a")))
        .containsExactly("'a' is a text, and this is a list");
    assertThat(found("{a: x}", f -> f.list("a")))
        .containsExactly("'a' is a list, and this is a text");
    assertThat(found("{a: x}", f -> f.form("a")))
        .containsExactly("'a' is a mapping, and this is a text");
    assertThat(found("{a: yes}", f -> f.flag("a")))
        .containsExactly("'a' is true or false, and this is 'yes'");
    assertThat(found("{a: 0}", f -> f.number("a", 1)))
        .containsExactly("'a' is a whole number of at least 1, and this is '0'");
    assertThat(found("{a: 2026-13-01}", f -> f.date("a")))
        .containsExactly("'a' is a date such as 2026-11-20, and this is '2026-13-01'");
  }

  @Test
  void reportsANullOnceAndTakesItForNothing() {
    assertThat(
            found(
                "{a: null}",
                f -> {
                  f.required("a");
                  f.scalar("a");
                }))
        .containsExactly("'a' has no value");
    assertThat(found("{a: 'null'}", f -> f.requiredScalar("a"))).isEmpty();
  }

  @Test
  void reportsEveryKeyThatNobodyAskedFor() {
    assertThat(found("{a: 1, b: 2, c: 3}", f -> f.scalar("b")))
        .containsExactly("unknown key 'a' in a thing", "unknown key 'c' in a thing");
  }

  @Test
  void asksNothingOfWhatIsNoMapping() {
    assertThat(found("[a]", f -> f.required("a")))
        .containsExactly("a thing is a mapping, and this is a list");
  }

  private static List<String> found(String yaml, Consumer<Form> read) {
    var findings = new Findings();
    var node = Objects.requireNonNull(YamlReader.parse(yaml, findings));
    var form = Form.of(node, "a thing", findings);
    read.accept(form);
    form.done();
    return findings.all().stream().map(Finding::message).toList();
  }
}
