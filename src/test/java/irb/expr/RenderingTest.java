package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.source.Findings;
import irb.step.Fixtures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {
  /// Texts that somewhere have changed the meaning of what stood around them.
  static Stream<String> hostile() {
    return Stream.of(
        "a\0b",
        "\0",
        "a\nb",
        "a\r\nb",
        "\r",
        "-rf",
        "--",
        "-",
        "../",
        "..",
        ".",
        "./a",
        "%2e",
        "%2e%2e/",
        "%00",
        "'",
        "\"",
        "'; DROP TABLE x; --",
        "$(id)",
        "`id`",
        "; id",
        "| id",
        "&& id",
        "> /etc/x",
        "${HOME}",
        "$HOME",
        "*",
        "~",
        "a b",
        "\t",
        "\u001b[2J",
        "\u202eabc",
        "\ufeff",
        "😀",
        "é",
        "e\u0301",
        "\\",
        "\\n",
        "#",
        "?a=b",
        "a/b",
        "//host",
        "http://host",
        "a&b=c",
        "+",
        "%",
        "\u2028",
        "\u007f",
        "${{ env.X }}",
        "}}",
        "$${{",
        "x".repeat(200_000));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void anArgumentIsTheValueOrRefused(String value) throws ExpressionException {
    if (value.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r') || value.startsWith("-")) {
      assertThatThrownBy(() -> rendering(value).argument(template("${{ v }}")))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("text:1:1");
    } else {
      assertThat(rendering(value).argument(template("${{ v }}"))).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aPathSegmentStaysOneSegment(String value) throws ExpressionException {
    if (value.equals(".") || value.equals("..")) {
      assertThatThrownBy(() -> rendering(value).path(template("/a/${{ v }}/b")))
          .isInstanceOf(ExpressionException.class);
      return;
    }
    var path = rendering(value).path(template("/a/${{ v }}/b"));

    assertThat(path).startsWith("/a/").endsWith("/b");
    var segment = path.substring(3, path.length() - 2);
    assertThat(segment).matches("[A-Za-z0-9._*%-]+");
    assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHeaderIsOneLine(String value) throws ExpressionException {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      assertThatThrownBy(() -> rendering(value).header(template("x ${{ v }}")))
          .isInstanceOf(ExpressionException.class);
    } else {
      assertThat(rendering(value).header(template("x ${{ v }}"))).isEqualTo("x " + value);
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void plainTextHoldsNoNul(String value) throws ExpressionException {
    if (value.indexOf('\0') >= 0) {
      assertThatThrownBy(() -> rendering(value).plain(template("x ${{ v }}")))
          .isInstanceOf(ExpressionException.class);
    } else {
      assertThat(rendering(value).plain(template("x ${{ v }}"))).isEqualTo("x " + value);
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aMessageHidesNothing(String value) throws ExpressionException {
    assertThat(rendering(value).message(template("x ${{ v }}")))
        .startsWith("x ")
        .matches(m -> m.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'))
        .doesNotContain("\u202e", "\u2028", "\u007f");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aValueIsNeverEvaluated(String value) throws ExpressionException {
    assertThat(rendering(value).value(template("${{ v }}"))).isEqualTo(value);
    assertThat(rendering(value).value(template("<${{ v }}>"))).isEqualTo("<" + value + ">");
  }

  @Test
  void refusesListsMapsAndNullsInTexts() {
    for (var value : List.of(List.of("a"), List.of(), Map.of("a", 1L), Null.NULL)) {
      for (var place : List.of("argument", "path", "header", "plain", "message")) {
        assertThatThrownBy(() -> render(place, rendering(value)))
            .isInstanceOf(ExpressionException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"argument", "path", "header"})
  void refusesAnEmptyValueUnlessAllowed(String place) throws ExpressionException {
    assertThatThrownBy(() -> render(place, rendering(""))).hasMessageContaining("allow: [empty]");
    assertThat(render(place, rendering("", Allow.EMPTY))).isEqualTo("/x");
  }

  @Test
  void allowsWhatTheStepAllows() throws ExpressionException {
    assertThat(rendering("-f", Allow.DASH).argument(template("${{ v }}"))).isEqualTo("-f");
    assertThat(rendering("a\nb", Allow.NEWLINE).argument(template("${{ v }}"))).isEqualTo("a\nb");
    assertThat(rendering("-f").argument(template("--x=${{ v }}"))).isEqualTo("--x=-f");
    assertThat(rendering("x").argument(template("-f"))).isEqualTo("-f");
  }

  @Test
  void keepsASecretASecret() throws ExpressionException {
    var rendering = rendering(new Secret("TOKEN", "hush-hush"));

    assertThat(rendering.header(template("Bearer ${{ v }}"))).hasToString("***(TOKEN)");
    assertThat(((Secret) rendering.plain(template("a=${{ v }}"))).reveal())
        .isEqualTo("a=hush-hush");
    for (var place : List.of("argument", "path", "message")) {
      assertThatThrownBy(() -> render(place, rendering))
          .hasMessageContaining("TOKEN")
          .hasMessageNotContaining("hush-hush");
    }
    assertThatThrownBy(() -> rendering.duration(template("${{ v }}")))
        .hasMessageNotContaining("hush-hush");
  }

  @Test
  void writesNumbersTimesAndDurationsAsPeopleDo() throws ExpressionException {
    assertThat(message(3L)).isEqualTo("3");
    assertThat(message(3.0)).isEqualTo("3");
    assertThat(message(0.25)).isEqualTo("0.25");
    assertThat(message(true)).isEqualTo("true");
    assertThat(message(Duration.ofMinutes(90))).isEqualTo("1h30m");
    assertThat(message(Instant.parse("2026-11-21T03:00:00Z"))).isEqualTo("2026-11-21T03:00:00Z");
  }

  @Test
  void takesADurationAndANumberAsValueOrText() throws ExpressionException {
    assertThat(rendering("90s").duration(template("${{ v }}"))).isEqualTo(Duration.ofSeconds(90));
    assertThat(rendering("").duration(template("2m"))).isEqualTo(Duration.ofMinutes(2));
    assertThat(rendering(5L).number(template("${{ v }}"))).isEqualTo(5);
    assertThatThrownBy(() -> rendering("soon").duration(template("${{ v }}")))
        .hasMessageContaining("'soon' is no duration");
    assertThatThrownBy(() -> rendering("many").number(template("${{ v }}")))
        .hasMessageContaining("'many' is no whole number");
  }

  private static String message(Object value) throws ExpressionException {
    return rendering(value).message(template("${{ v }}"));
  }

  private static Object render(String place, Rendering rendering) throws ExpressionException {
    var template = template("/x${{ v }}");
    return switch (place) {
      case "argument" -> rendering.argument(template);
      case "path" -> rendering.path(template);
      case "header" -> rendering.header(template);
      case "message" -> rendering.message(template);
      default -> rendering.plain(template);
    };
  }

  private static Rendering rendering(Object value, Allow... allowed) {
    return Fixtures.rendering(Map.of("v", value), allowed);
  }

  private static Template template(String text) {
    return Template.parse(Fixtures.scalar(text), new Findings());
  }
}
