package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.ExpressionException;
import irb.expr.Null;
import irb.expr.Secret;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.HostileValues;
import irb.step.Outcome;
import irb.step.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlValuesTest {
  /// What a text of the server can hold; of the others, see [#whatTheServerCannotHoldIsRefused].
  private static final List<String> HOSTILE =
      HostileValues.all()
          .filter(v -> v.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(v))
          .toList();

  @SuppressWarnings("NullAway.Init")
  private static Server server;

  @SuppressWarnings("NullAway.Init")
  private static Sessions sessions;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(Map.of());
    sessions = new Sessions();
  }

  @AfterAll
  static void stop() throws Exception {
    sessions.close();
    server.close();
  }

  @Test
  void everyTextArrivesAsItIs() throws Exception {
    assertThat(HOSTILE).hasSizeGreaterThan(60);
    for (var text : HOSTILE) {
      assertThat(one("SELECT ${{ v }}::text AS v", text)).isEqualTo(text);
      assertThat(one("SELECT 'a?b' || ${{ v }}::text || $$?$$ AS v", text))
          .isEqualTo("a?b" + text + "?");
    }
  }

  @Test
  void everyTextArrivesAsItIsInAList() throws Exception {
    assertThat(one("SELECT ${{ v }}::text[] AS v", HOSTILE)).isEqualTo(HOSTILE);
    assertThat(
            one(
                "SELECT count(*) AS v FROM unnest(${{ v }}::text[]) x WHERE x = ANY(${{ v }})",
                HOSTILE))
        .isEqualTo((long) HOSTILE.size());
  }

  @Test
  void whatTheServerCannotHoldIsRefused() {
    var refused = HostileValues.all().filter(v -> !HOSTILE.contains(v)).toList();
    assertThat(refused).contains("a\0b", "\ud800");
    for (var value : refused) {
      assertThatThrownBy(() -> one("SELECT ${{ v }} AS v", value))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("at text:");
      assertThatThrownBy(() -> one("SELECT ${{ v }}::text[] AS v", List.of("a", value)))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("at text:");
    }
    assertThatThrownBy(() -> one("SELECT ${{ v }} AS v", List.of()))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("an empty list would select nothing or everything");
    assertThatThrownBy(() -> one("SELECT ${{ v }} AS v", List.of(List.of("a\0"))))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> one("SELECT ${{ v }} AS v", Map.of("a", 1L)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("a map");
  }

  @Test
  void untypedValuesAreWhatTheQueryWants() throws Exception {
    assertThat(one("SELECT pid AS v FROM (VALUES (7)) t(pid) WHERE pid = ${{ v }}", 7L))
        .isEqualTo(7L);
    assertThat(
            one(
                "SELECT count(*) AS v FROM generate_series(1, 9) n WHERE n = ANY(${{ v }})",
                List.of(1L, 2L, Null.NULL)))
        .isEqualTo(2L);
    assertThat(one("SELECT NOT ${{ v }} AS v", true)).isEqualTo(false);
    assertThat(one("SELECT n AS v FROM generate_series(1, 9) n LIMIT ${{ v }}", 1L)).isEqualTo(1L);
    assertThat(one("SELECT ${{ v }}::int IS NULL AS v", Null.NULL)).isEqualTo(true);
  }

  @Test
  void typedValuesKeepTheirType() throws Exception {
    assertThat(one("SELECT ${{ v }} * 2 AS v", 0.25)).isEqualTo(0.5);
    assertThat(one("SELECT pg_typeof(${{ v }})::text AS v", 1.5)).isEqualTo("numeric");
    assertThat(one("SELECT ${{ v }} AS v", Double.NaN)).isEqualTo(Double.NaN);
    for (var duration : List.of("PT1H", "PT-0.5S", "PT0.000001S", "PT26H3M4.5S", "PT-90M")) {
      var value = Duration.parse(duration);
      assertThat(one("SELECT ${{ v }} AS v", value)).as(duration).isEqualTo(value);
      assertThat(one("SELECT now() - (now() - ${{ v }}) AS v", value)).isEqualTo(value);
    }
    var time = Instant.parse("2026-11-21T03:10:45.120034Z");
    assertThat(one("SELECT ${{ v }} AS v", time)).isEqualTo(time);
    assertThat(one("SELECT pg_typeof(${{ v }})::text AS v", time))
        .isEqualTo("timestamp with time zone");
    assertThat(
            one(
                "SELECT max(x) AS v FROM unnest(${{ v }}::interval[]) x",
                List.of(Duration.ofSeconds(1), Duration.ofHours(2))))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void theQuestionMarkOperatorSurvives() throws Exception {
    assertThat(one("SELECT '{\"a\": 1}'::jsonb ? ${{ v }} AS v", "a")).isEqualTo(true);
    assertThat(one("SELECT '{\"a\": 1}'::jsonb ?| ${{ v }}::text[] AS v", List.of("b", "a")))
        .isEqualTo(true);
    assertThat(one("SELECT ${{ v }}::jsonb?'a' AS v /* ? */ -- ?", "{}")).isEqualTo(false);
  }

  @Test
  void columnsBecomeValues() throws Exception {
    var expected = new ArrayList<List<Object>>();
    expected.add(List.of("1::int2", 1L));
    expected.add(List.of("-2147483648", -2147483648L));
    expected.add(List.of("9223372036854775807", Long.MAX_VALUE));
    expected.add(List.of("92233720368547758070::numeric", 9.223372036854776e19));
    expected.add(List.of("1.5::numeric", 1.5));
    expected.add(List.of("sum(5::int8)", 5L));
    expected.add(List.of("'NaN'::float8", Double.NaN));
    expected.add(List.of("'-Infinity'::numeric", Double.NEGATIVE_INFINITY));
    expected.add(List.of("0.1::float8", 0.1));
    expected.add(List.of("false", false));
    expected.add(List.of("NULL::int", Null.NULL));
    expected.add(
        List.of(
            "'2026-11-21 03:10:45.5+05:30'::timestamptz", Instant.parse("2026-11-20T21:40:45.5Z")));
    expected.add(List.of("'infinity'::timestamptz", "infinity"));
    expected.add(List.of("'2026-11-21 03:10:00'::timestamp", "2026-11-21T03:10:00"));
    expected.add(List.of("'2026-11-21'::date", "2026-11-21"));
    expected.add(List.of("'03:10'::time", "03:10:00"));
    expected.add(
        List.of(
            "'1 mon 2 days 03:04:05.000006'::interval",
            Duration.ofDays(32).plusHours(3).plusMinutes(4).plusNanos(5_000_006_000L)));
    expected.add(List.of("'-00:00:00.25'::interval", Duration.ofMillis(-250)));
    expected.add(List.of("'1 year'::interval", Duration.ofHours(8766)));
    expected.add(
        List.of(
            "'{\"a\": [1, 2.5, null, \"x\"], \"b\": {\"c\": true}}'::jsonb",
            Map.of("a", List.of(1L, 2.5, Null.NULL, "x"), "b", Map.of("c", true))));
    expected.add(List.of("'\"x\"'::json", "x"));
    expected.add(List.of("ARRAY[1, NULL, 3]", List.of(1L, Null.NULL, 3L)));
    expected.add(
        List.of("ARRAY[['a', 'b\"'], ['{', '']]", List.of(List.of("a", "b\""), List.of("{", ""))));
    expected.add(List.of("ARRAY['1 day'::interval]", List.of(Duration.ofDays(1))));
    expected.add(List.of("'{}'::int[]", List.of()));
    expected.add(List.of("'[0:1]={5,6}'::int[]", List.of(5L, 6L)));
    expected.add(List.of("'\\x00ff'::bytea", "\\x00ff"));
    expected.add(List.of("'10.0.0.1'::inet", "10.0.0.1"));
    expected.add(List.of("'a'::name", "a"));
    for (var pair : expected) {
      assertThat(one("SELECT " + pair.getFirst() + " AS v", 0L))
          .as(pair.getFirst().toString())
          .isEqualTo(pair.get(1));
    }
  }

  @Test
  void aRowIsThereOnlyWhenThereIsOne() throws Exception {
    var two = run("SELECT n FROM generate_series(1, 2) n", Map.of());
    var one = run("SELECT 1 AS z, 2 AS a, 3 AS a, 4 AS a", Map.of());

    assertThat(two.fields()).doesNotContainKey("row").containsEntry("count", 2L);
    assertThat(two.fields()).containsEntry("affected", 0L).containsEntry("truncated", false);
    assertThat(one.fields()).containsEntry("columns", List.of("z", "a", "a_2", "a_3"));
    assertThat(one.fields().get("row")).hasToString("{z=1, a=2, a_2=3, a_3=4}");
  }

  @Test
  void aSecretIsBoundAndNeverSeen() throws Exception {
    var secret = new Secret("API_TOKEN", "hunter2-canary");
    var values = Map.of("v", secret, "l", List.of("x", secret));
    var executor =
        SqlExecutorTest.executor(
            "SELECT length(${{ v }}) AS v, ${{ v }} = ANY(${{ l }}) AS l", values, server.target());
    var failing = SqlExecutorTest.executor("SELECT ${{ v }}::int", values, server.target());
    var outcome = executor.run(Fixtures.call(Mode.READ, sessions));
    var failure = failing.run(Fixtures.call(Mode.READ, sessions));

    assertThat(outcome.fields().get("row")).hasToString("{v=14, l=true}");
    assertThat(executor.text())
        .contains("$1 = ***(API_TOKEN)", "$3 = ['x', ***(API_TOKEN)]")
        .doesNotContain("canary");
    assertThat(failure.why())
        .contains("invalid input syntax", "***(API_TOKEN)")
        .doesNotContain("canary");
  }

  private static Object one(String sql, Object value) throws Exception {
    var outcome = run(sql, Map.of("v", value));
    assertThat(outcome).as(outcome.why()).isInstanceOf(Outcome.Ok.class);
    var row = (Map<?, ?>) outcome.fields().get("row");
    return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(row).get("v"));
  }

  private static Outcome run(String sql, Map<String, ?> values) throws Exception {
    return SqlExecutorTest.executor(sql, values, server.target())
        .run(Fixtures.call(Mode.READ, sessions));
  }
}
