package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "usage.ok && usage.row.used > 5   | usage.ok usage.row.used",
        "rows.exists(r, r.n > 5)          | rows r r.n",
        "env[\"API_KEY\"] + env['B']      | env.API_KEY env.B",
        "env.?NOPE.orValue(\"x\")         | env.NOPE?",
        "has(env.X)                       | env.X?",
        "\"X\" in env                     | env.X?",
        "\"env.X\" + 'env.Y'              | ``",
        "\"a\\\"b\" + env.X               | env.X",
        "number(\"5\") + size(x.y)        | x.y",
        "f(a).b.c                         | a",
        "1.5 + x.y                        | x.y",
      })
  void findsEveryName(String text, String names) {
    var found =
        Reference.in(text).stream()
            .map(r -> String.join(".", r.path()) + (r.optional() ? "?" : ""))
            .collect(Collectors.joining(" "));

    assertThat(found).isEqualTo(names);
  }

  @Test
  void nothingHidesAName() {
    for (var text :
        List.of(
            "env.Y + .env.X",
            "env.Y + r\"\\\" + env.X + \"\"",
            "env.Y + R'\\' + env.X",
            "env.Y + \"\"\"a\"b\"\"\" + env.X + \"c\"",
            "env.Y + '''it's''' + env.X",
            "env.Y // it's\n + env.X")) {
      assertThat(Reference.in(text))
          .as(text)
          .extracting(r -> String.join(".", r.path()))
          .containsExactly("env.Y", "env.X");
    }
  }
}
