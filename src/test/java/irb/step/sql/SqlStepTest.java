package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Slot;
import irb.step.Fixtures;
import irb.step.Risk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStepTest {
  private static final SqlStep STEP = new SqlStep();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 1; DELETE FROM t | second statement",
        "SELECT 1; COMMIT; DELETE FROM t | second statement",
        "` ` | empty",
        "-- nothing | empty",
        "; | empty",
        "SELECT 'open | never closed",
        "SELECT $a$ open $$ | never closed",
        "SELECT \"open | never closed",
        "SELECT 1 /* /* */ | comment never ends",
        "COMMIT | transactions are irb's own",
        "BEGIN | transactions are irb's own",
        "SELECT $1 | $1 has no value",
        "SELECT {fn now()} | is not SQL",
        "SELECT * FROM t WHERE a = '${{ x }}' | inside quotes",
        "SELECT * FROM t WHERE a LIKE '%${{ x }}' | inside quotes",
        "SELECT E'\\'${{ x }}' | inside quotes",
        "SELECT $$ ${{ x }} $$ | inside quotes",
        "SELECT 1 -- ${{ x }} | inside a comment",
        "SELECT 1 /* ${{ x }} */ | inside a comment",
        "SELECT * FROM \"${{ x }}\" | quoted identifier",
        "SELECT * FROM t WHERE a IN (${{ x }}) | = ANY(${{ x }})",
        "SELECT * FROM t WHERE a NOT IN /* */ ( ${{ x }}, 2) | = ANY(${{ x }})",
        "SELECT now() - INTERVAL ${{ x }} | after INTERVAL",
        "SELECT DATE ${{ x }} | after DATE",
        "SELECT * FROM ${{ x }} | identifiers are never values",
        "SELECT * FROM t JOIN ${{ x }} ON true | identifiers are never values",
        "SELECT * FROM app.${{ x }} | identifiers are never values",
        "SELECT * FROM ${{ x }}.t | identifiers are never values",
        "SELECT * FROM t_${{ x }} | identifiers are never values",
        "SELECT a = ${{ x }}_y | identifiers are never values",
        "SELECT ${{ x }}5 | identifiers are never values",
        "SELECT ${{ x }}(1) | identifiers are never values",
        "SELECT * FROM t ORDER BY ${{ x }} | identifiers are never values",
        "INSERT INTO ${{ x }} VALUES (1) | identifiers are never values",
        "UPDATE ${{ x }} SET a = 1 | identifiers are never values",
        "TABLE ${{ x }} | identifiers are never values",
        "VACUUM ${{ x }} | cannot stand in VACUUM",
        "SHOW ${{ x }} | cannot stand in SHOW",
        "SET work_mem = ${{ x }} | cannot stand in SET",
        "ALTER TABLE t ADD a int DEFAULT ${{ x }} | cannot stand in ALTER",
        "EXPLAIN CREATE TABLE x AS SELECT ${{ x }} | cannot stand in EXPLAIN",
      })
  void findsAtLoad(String sql, String message) {
    assertThat(Fixtures.findings(STEP, yaml(sql)))
        .singleElement()
        .satisfies(f -> assertThat(f).contains(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;",
        "SELECT 1 ; -- done",
        "SELECT extract(epoch FROM ${{ x }})",
        "SELECT * FROM t WHERE a IS DISTINCT FROM ${{ x }}",
        "SELECT * FROM t WHERE a = ANY(${{ x }}) AND b IN (SELECT 1)",
        "SELECT * FROM t WHERE a = ${{ x }}::int AND d->>'k' = ${{ y }} LIMIT ${{ n }}",
        "SELECT now() - ${{ x }}",
        "INSERT INTO t VALUES (${{ x }}, ${{ y }})",
        "UPDATE t SET a=${{ x }} WHERE b=${{ y }}",
        "EXPLAIN ANALYZE SELECT ${{ x }}",
        "CALL p(${{ x }})",
        "SELECT '$${{ x }}'",
      })
  void findsNothingWrong(String sql) {
    assertThat(Fixtures.findings(STEP, yaml(sql))).isEmpty();
  }

  @Test
  void refusesATextThatGoesOnInTheNextLine() {
    assertThat(Fixtures.findings(STEP, "query: |\n  SELECT E'a'\n  'b\\'; DELETE FROM t --'\n"))
        .anySatisfy(f -> assertThat(f).contains("cannot go on"));
  }

  @Test
  void pointsAtThePlace() {
    var yaml = "target: db\nquery: >\n  SELECT *\n  FROM t\n  WHERE a IN (${{ params.ids }})\n";

    assertThat(Fixtures.findings(STEP, yaml))
        .singleElement()
        .satisfies(f -> assertThat(f).contains(":5:19: error").contains("params.ids }})\n"));
  }

  @Test
  void knowsItsKeys() {
    assertThat(Fixtures.findings(STEP, "{target: db, qeury: SELECT 1}"))
        .anySatisfy(f -> assertThat(f).contains("did you mean 'query'?"))
        .anySatisfy(f -> assertThat(f).contains("needs 'query'"));
  }

  @Test
  void tellsWhatItIs() {
    var action = (SqlAction) Fixtures.action(STEP, yaml("SELECT pg_cancel_backend(${{ pid }})"));

    assertThat(action.takesObjectsFromPreview()).isTrue();
    assertThat(action.target()).hasValueSatisfying(t -> assertThat(t.text()).isEqualTo("db"));
    assertThat(action.slots()).extracting(Slot::context).containsExactly(Slot.Context.SQL);
    assertThat(action.result().keySet())
        .containsExactlyInAnyOrder("rows", "row", "columns", "count", "affected", "truncated");
  }

  @Test
  void whatHitsEveryRowIsNeverALowRisk() {
    assertThat(Fixtures.action(STEP, yaml("DELETE FROM t")).leastRisk()).isEqualTo(Risk.MEDIUM);
    assertThat(Fixtures.action(STEP, yaml("DELETE FROM t WHERE a = 1")).leastRisk())
        .isEqualTo(Risk.LOW);
  }

  static String yaml(String sql) {
    return "target: db\nquery: '" + sql.replace("'", "''") + "'\n";
  }
}
