package irb.step.sql;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The functions that act although they are called from a SELECT: a READ ONLY transaction does not
/// hold them, and a rollback does not take them back.
///
/// Families go by prefix, so that what a later server adds is found as well. Functions that run a
/// text as SQL are here because nothing can be known of that text.
final class ActingFunctions {
  private static final List<String> FAMILIES =
      List.of(
          // advisory locks, backups, replication, recovery
          "pg_advisory_",
          "pg_try_advisory_",
          "pg_backup_",
          "pg_start_",
          "pg_stop_",
          "pg_create_",
          "pg_drop_",
          "pg_copy_",
          "pg_logical_",
          "pg_replication_origin_",
          "pg_replication_slot_",
          "pg_sync_replication_",
          "pg_wal_replay_pause",
          "pg_wal_replay_resume",
          "pg_xlog_replay_pause",
          "pg_xlog_replay_resume",
          "binary_upgrade_",
          // files and large objects
          "pg_read_",
          "pg_file_",
          "pg_rotate_",
          "lo_",
          // statistics and the log
          "pg_restore_",
          "pg_clear_",
          "pg_log_",
          "pg_stat_force_",
          // storage
          "brin_summarize_",
          "brin_desummarize_",
          "pg_buffercache_evict",
          "heap_force_",
          "autoprewarm_",
          // other servers, other languages' shells, background workers
          "dblink",
          "postgres_fdw_disconnect",
          "http_",
          "run_command_on_",
          "pg_background_",
          "utl_file",
          // a text run as SQL
          "query_to_xml",
          "cursor_to_xml",
          "table_to_xml",
          "schema_to_xml",
          "database_to_xml",
          "crosstab");

  private static final Set<String> NAMES =
      Set.of(
          "pg_terminate_backend",
          "pg_cancel_backend",
          "pg_reload_conf",
          "pg_promote",
          "pg_switch_wal",
          "pg_switch_xlog",
          "pg_export_snapshot",
          "pg_notify",
          "pg_import_system_collations",
          "pg_extension_config_dump",
          "pg_prewarm",
          "pg_truncate_visibility_map",
          "pg_nextoid",
          "gin_clean_pending_list",
          "set_config",
          "nextval",
          "setval",
          "loread",
          "lowrite",
          "ts_stat",
          "ts_rewrite",
          "connectby",
          "xpath_table",
          "http");

  /// `pg_stat_reset`, `pg_stat_statements_reset`, `pg_stat_reset_shared`, …
  private static final Pattern RESETS = Pattern.compile("pg_(?!stat_get_)\\w*_reset(_\\w*)?");

  private ActingFunctions() {}

  static boolean contains(String name) {
    return NAMES.contains(name)
        || RESETS.matcher(name).matches()
        || FAMILIES.stream().anyMatch(name::startsWith);
  }
}
