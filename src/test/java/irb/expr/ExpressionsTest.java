package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Expressions.Wanted;
import irb.expr.Shape.ListOf;
import irb.expr.Shape.MapOf;
import irb.expr.Shape.Struct;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final Shape STEP =
      new Struct(
          Map.of(
              "ok", Shape.BOOL,
              "outcome", Shape.TEXT,
              "row", Shape.ANY,
              "rows", new ListOf(Shape.ANY),
              "exit", Shape.INT,
              "at", Shape.TIME));
  private static final Scope SCOPE =
      new Scope(
          new Struct(
              Map.of(
                  "usage", STEP,
                  "env", new MapOf(Shape.TEXT),
                  "params", new Struct(Map.of("after", Shape.DURATION, "token", Shape.TEXT)))),
          Set.of("params.token"));
  private static final Map<String, Object> VALUES =
      Map.of(
          "usage",
          Map.of(
              "ok", true,
              "outcome", "ok",
              "row", Map.of("used", 27L, "max", 30L, "share", 2.5, "gone", Null.NULL),
              "rows", List.of(Map.of("state", "idle", "n", 25L)),
              "at", Instant.parse("2026-11-21T03:00:00Z")),
          "env",
          Map.of("HOST", "db", "API_KEY", "sesame-street"),
          "params",
          Map.of("after", Duration.ofHours(1), "token", new Secret("token", "hush-hush")));

  private final Expressions expressions = new Expressions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage.ok && usage.row.used / usage.row.max < 0.7       | false
          usage.row.used / usage.row.max > 0.89                  | true
          usage.rows.exists(r, r.state == "idle" && r.n >= 5)    | true
          usage.rows[0].n                                        | 25
          usage.row.share * usage.row.used                       | 67.5
          usage.row.used + 1                                     | 28
          7 / 2                                                  | 3.5
          1 + 2.5                                                | 3.5
          usage.row.gone == null                                 | true
          usage.row.used                                         | 27
          usage.?row.?nope.orValue(3)                            | 3
          env.?NOPE.orValue("x")                                 | x
          "HOST" in env                                          | true
          number("83%") > 80                                     | true
          number("512Mi") == 536870912                           | true
          number("250m")                                         | 0.25
          date(usage.at, "yyyy-MM-dd-HHmmss")                    | 2026-11-21-030000
          params.after > duration("30m")                         | true
          false && usage.row.nope > 5                            | false
          """)
  void evaluates(String text, String value) throws ExpressionException {
    assertThat(expressions.evaluate(expression(text), SCOPE, VALUES)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage.row.nope > 5          | 'nope' is not there
          usage.row.used / 0 > 1      | division by zero
          usage.exit == 0             | 'exit' is not there
          env.NOPE                    | the environment variable NOPE is not set
          usage.rows[3].n             | Index out of bounds: 3
          number("many")              | 'many' is no number
          9223372036854775807 + 1     | overflow
          """)
  void saysWhyThereIsNoValue(String text, String why) {
    assertThatThrownBy(() -> expressions.evaluate(expression(text), SCOPE, VALUES))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("in " + text)
        .hasMessageContaining("r.yaml:1:1");
  }

  @Test
  void showsTheValuesItLookedAt() {
    assertThatThrownBy(
            () -> expressions.evaluate(expression("usage.row.used / 0 > 1"), SCOPE, VALUES))
        .hasMessageContaining("usage.row.used = 27");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage.exti == 1        | r.yaml:1:7: error: 'usage' has no field 'exti' | did you mean 'exit'?
          usage.exti             | r.yaml:1:7: error: 'usage' has no field 'exti' | did you mean 'exit'?
          usge.ok                | r.yaml:1:1: error: nothing is called 'usge' here | did you mean 'usage'?
          usage.ok &&            | error: this is no expression: it ends too early | ^
          usage.exit             | error: a condition is true or false | compare
          usage.exit + 1         | error: a condition is true or false, and this is a number | compare
          usage.exit = 1         | error: this is no expression | ^
          usage.outcome > 3      | error: '>' cannot be applied to string, int | check
          env == 1               | error: 'env' must be followed by the name | env.NAME
          env.API_KEY == "x"     | error: a condition must not look at the secret API_KEY | branch
          params.token == "x"    | error: a condition must not look at the secret token | branch
          """)
  void findsMistakesAtLoad(String text, String message, String fix) {
    var findings = new Findings();

    expressions.check(expression(text), SCOPE, Wanted.CONDITION, findings);

    assertThat(findings.all().stream().map(Finding::text))
        .anySatisfy(finding -> assertThat(finding).contains(message.strip()).contains(fix.strip()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"env.API_KEY", "\"Bearer \" + env.API_KEY", "params.token"})
  void keepsASecretASecret(String text) throws ExpressionException {
    assertThat(expressions.evaluate(expression(text), SCOPE, VALUES)).isInstanceOf(Secret.class);
  }

  private static Expression expression(String text) {
    return Expression.of(new Scalar(new Place(new Source("r.yaml", text), 1, 1), text, true, 0));
  }
}
