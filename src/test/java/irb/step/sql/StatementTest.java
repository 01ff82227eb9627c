package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Template;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.source.Source;
import irb.step.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
  static Statement statement(String sql) {
    var scalar = new Scalar(new Place(new Source("test.yaml", sql), 1, 1), sql, false, 0);
    return Statement.of(Lexer.tokens(new QueryText(Template.parse(scalar, new Findings()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select now()",
        "(SELECT 1) UNION (SELECT 2)",
        "-- DELETE\nSELECT 1",
        "/* outer /* DELETE */ UPDATE */ SELECT 1",
        "SELECT 'DELETE FROM t; pg_terminate_backend(1)'",
        "SELECT $$ pg_terminate_backend(1) $$",
        "SELECT $a$ $$ INSERT $a$",
        "SELECT E'it\\'s INTO'",
        "SELECT \"INTO\" FROM t",
        "SELECT pg_terminate_backend FROM log",
        "SELECT 'x' -- pg_reload_conf()",
        "SHOW max_connections",
        "VALUES (1), (2)",
        "TABLE pg_stat_activity",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "WITH RECURSIVE x AS (SELECT 1) SELECT n_tup_upd, last_update FROM x",
        "EXPLAIN DELETE FROM t",
        "EXPLAIN (COSTS off) UPDATE t SET a = 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN (ANALYZE, BUFFERS) SELECT 1",
        "EXPLAIN VERBOSE INSERT INTO t VALUES (1)",
        "SELECT pg_size_pretty(pg_database_size('shop'))",
        "SELECT pg_stat_get_bgwriter_stat_reset_time()",
        "SELECT * FROM pg_ls_waldir()",
        "SELECT pg_blocking_pids(pid) FROM pg_stat_activity",
        "SELECT pg_is_wal_replay_paused()",
        "SELECT currval('s'), pg_current_wal_lsn(), pg_sleep(1)",
        "SELECT substring(a FOR 3) FROM t",
        "SELECT a$b$c FROM t WHERE x = '$b$ DELETE'",
      })
  void isARead(String sql) {
    assertThat(statement(sql).effect()).isEqualTo(Effect.PROVEN_READ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1)",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE t",
        "DROP TABLE t",
        "CREATE TABLE t (a int)",
        "CREATE INDEX CONCURRENTLY i ON t (a)",
        "VACUUM",
        "REINDEX DATABASE shop",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "CALL p()",
        "DO $$ BEGIN END $$",
        "COPY t TO PROGRAM 'sh'",
        "SET work_mem = '1MB'",
        "LOCK TABLE t",
        "NOTIFY x",
        "EXECUTE p",
        "COMMIT",
        "",
        "/* SELECT 1",
        "SELECT * INTO x FROM t",
        "SELECT * FROM t FOR UPDATE",
        "SELECT * FROM t FOR NO KEY UPDATE",
        "SELECT * FROM t FOR SHARE",
        "SELECT * FROM t FOR/**/KEY SHARE",
        "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "WITH x AS MATERIALIZED (UPDATE t SET a = 1 RETURNING 1) SELECT 1",
        "(WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x)",
        "EXPLAIN ANALYZE DELETE FROM t",
        "EXPLAIN (ANALYZE) UPDATE t SET a = 1",
        "EXPLAIN (\"analyze\" true) DELETE FROM t",
        "EXPLAIN (BUFFERS, ANALYSE true) INSERT INTO t VALUES (1)",
        "EXPLAIN ANALYZE VERBOSE SELECT pg_terminate_backend(1)",
        "EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1",
        "SELECT E'\\\\' , pg_reload_conf()",
      })
  void isAWrite(String sql) {
    assertThat(statement(sql).effect()).isEqualTo(Effect.WRITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_terminate_backend(1)",
        "SELECT PG_TERMINATE_BACKEND (1)",
        "SELECT pg_catalog.pg_cancel_backend(1)",
        "SELECT \"pg_terminate_backend\"(1)",
        "SELECT pg_catalog . \"pg_terminate_backend\" /* x */ (1)",
        "SELECT U&\"pg\\005fterminate_backend\"(1)",
        "SELECT * FROM t WHERE pg_reload_conf()",
        "SELECT * FROM pg_rotate_logfile()",
        "SELECT nextval('s')",
        "SELECT setval('s', 1)",
        "SELECT set_config('x', 'y', false)",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT dblink_exec('x', 'y')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_unlink(1)",
        "SELECT pg_read_file('x')",
        "SELECT pg_promote()",
        "SELECT pg_switch_wal()",
        "SELECT pg_create_restore_point('x')",
        "SELECT pg_drop_replication_slot('x')",
        "SELECT pg_logical_slot_get_changes('x', NULL, NULL)",
        "SELECT pg_backup_start('x')",
        "SELECT pg_stat_reset()",
        "SELECT pg_stat_statements_reset()",
        "SELECT query_to_xml('DELETE', true, true, '')",
        "SELECT pg_notify('a', 'b')",
        "VALUES (pg_reload_conf())",
        "WITH x AS (SELECT pg_terminate_backend(1)) SELECT * FROM x",
      })
  void aSelectThatActsByFunctionIsAWrite(String sql) {
    assertThat(statement(sql).effect()).isEqualTo(Effect.WRITE);
    assertThat(statement(sql).acts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM ANALYZE t",
        "REINDEX (VERBOSE) DATABASE shop",
        "REINDEX SYSTEM shop",
        "REINDEX INDEX CONCURRENTLY i",
        "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
        "DROP INDEX CONCURRENTLY i",
        "CREATE DATABASE x",
        "DROP DATABASE x",
        "ALTER SYSTEM RESET ALL",
        "ROLLBACK PREPARED 'x'",
      })
  void runsAloneWhatATransactionCannotHold(String sql) {
    assertThat(statement(sql).alone()).isTrue();
  }

  @Test
  void anInsertFromASequenceDoesNotActByFunction() {
    assertThat(statement("INSERT INTO t VALUES (nextval('s'))").acts()).isFalse();
    assertThat(statement("DELETE FROM t WHERE pg_cancel_backend(a)").acts()).isTrue();
  }
}
