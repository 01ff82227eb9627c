package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.journal.Record;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final List<Record> records = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private String actor = "maria";
  private Duration at = Duration.ZERO;

  private void add(String run, int millis, String type, String step, Map<String, Object> data) {
    at = at.plusMillis(millis);
    records.add(
        new Record(
            records.size() + 1,
            Script.NOW.plus(at),
            at.toNanos(),
            Script.INCIDENT,
            Optional.of(run).filter(r -> !r.isEmpty()).map(r -> Script.INCIDENT + "/" + r),
            actor,
            "ops1",
            4711,
            type,
            Optional.of(step).filter(s -> !s.isEmpty()),
            step.isEmpty() ? 0 : 1,
            data,
            "ab".repeat(32)));
  }

  private String timeline(boolean verbose) {
    new Timeline(new PrintWriter(out), Streams.WIDE, verbose, ZoneId.of("UTC"))
        .print(records.iterator(), "all 16 records verify");
    return out.toString();
  }

  private void firstRun() {
    add("", 0, "opened", "", Script.row("irb", "0.1.0"));
    add(
        "1",
        10,
        "run_started",
        "",
        Script.row(
            "playbook",
            "shop",
            "runbook",
            "db-pool-exhaustion",
            "title",
            "Database connection pool exhaustion",
            "file",
            "runbooks/shop/db-pool-exhaustion.yaml",
            "sha256",
            "0123",
            "environment",
            "staging",
            "severity",
            "P1",
            "params",
            Map.of("idle_longer_than", "1h"),
            "dry",
            false));
    add(
        "1",
        30,
        "intent",
        "usage",
        Script.row("action", "sql", "effect", "read, proven", "target", "db", "text", "SELECT 1"));
    add(
        "1",
        12,
        "result",
        "usage",
        Script.row(
            "phase",
            "diagnose",
            "title",
            "How full is the server?",
            "outcome",
            "ok",
            "millis",
            12L,
            "attempts",
            1L,
            "fields",
            Map.of("rows", List.of(Map.of("used", 27L)))));
    add(
        "1",
        2,
        "decided",
        "remedy",
        Script.row(
            "title",
            "What is left to try?",
            "next",
            "free_idle",
            "because",
            "idle sessions hold the slots",
            "condition",
            "usage.row.used > 20",
            "evidence",
            Script.row("usage.row.used", 27L, "by_state.rows", List.of(1L, 2L))));
    add(
        "1",
        5,
        "intent",
        "free_idle",
        Script.row(
            "action",
            "sql",
            "effect",
            "read, proven",
            "target",
            "db",
            "text",
            "SELECT pid",
            "undo",
            "preview"));
    add(
        "1",
        20,
        "proposed",
        "free_idle",
        Script.row(
            "title",
            "Terminate idle sessions",
            "text",
            "SELECT pg_terminate_backend(1)",
            "risk",
            "medium"));
    add(
        "1",
        4000,
        "approval",
        "free_idle",
        Script.row("decision", "approved", "by", "terminal", "digest", "dd"));
    add(
        "1",
        1,
        "intent",
        "free_idle",
        Script.row(
            "action",
            "sql",
            "effect",
            "write",
            "target",
            "db",
            "text",
            "SELECT pid, pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE pid = ANY($1)",
            "undo",
            "none: gone"));
    add(
        "1",
        40,
        "result",
        "free_idle",
        Script.row(
            "phase",
            "remediate",
            "title",
            "Terminate idle sessions",
            "outcome",
            "timed_out",
            "reason",
            "timeout",
            "why",
            "no end after 30s",
            "millis",
            30000L,
            "attempts",
            1L));
    actor = "jonas";
    add("1", 3, "notice", "", Script.row("level", "warning", "text", "escalate to Maria"));
    add(
        "1",
        1,
        "run_ended",
        "",
        Script.row(
            "outcome", "escalate", "exit", 4L, "why", "a person takes over", "millis", 34123L));
  }

  private void secondRun() {
    add(
        "2",
        60000,
        "run_started",
        "",
        Script.row(
            "playbook",
            "shop",
            "runbook",
            "restart",
            "title",
            "Restart",
            "environment",
            "staging",
            "dry",
            true));
    add(
        "2",
        10,
        "answer",
        "which",
        Script.row("question", "Which remedy?", "answer", "rollback", "by", "terminal"));
    add(
        "2",
        10,
        "postmortem_begun",
        "",
        Script.row("by\u001b[1m", "jonas", "parts", List.of("a", "b")));
    add(
        "2",
        10,
        "intent",
        "restart_app",
        Script.row(
            "action",
            "shell",
            "effect",
            "write",
            "target",
            "server",
            "text",
            "docker-compose restart app"));
  }

  @Test
  void tellsWhatHappened() {
    firstRun();
    secondRun();

    assertThat(timeline(false))
        .isEqualTo(
            """
            incident 20261121-031045-7f3a  2026-11-21  UTC

            incident  by maria@ops1
              03:10:45     +0ms  opened       irb 0.1.0

            run 1  by maria@ops1
              03:10:45     +0ms  started      shop/db-pool-exhaustion — Database connection
                                   pool exhaustion
                                   environment staging, severity P1, idle_longer_than=1h
              03:10:45    +42ms  diagnose     usage  ✓ ok  How full is the server?  12ms
              03:10:45    +44ms  decide       remedy  → free_idle: idle sessions hold the
                                   slots
                                   usage.row.used > 20
                                   usage.row.used = 27
                                   by_state.rows = 2 rows
              03:10:45    +69ms  proposed     free_idle  risk medium: Terminate idle
                                   sessions
              03:10:49    +4.1s  approved     free_idle  by maria (terminal)
              03:10:49    +4.1s  will run     free_idle  on db
                                   SELECT pid, pg_terminate_backend(pid) AS done FROM
                                   pg_stat_activity WHERE pid = ANY($1)
              03:10:49    +4.1s  remediate    free_idle  ✗ timed out  Terminate idle
                                   sessions  30s
                                   no end after 30s
              by jonas@ops1
              03:10:49    +4.1s  warning      escalate to Maria
              03:10:49    +4.1s  ended        ESCALATE (exit 4) after 34s: a person takes
                                   over

            run 2  by jonas@ops1
              03:11:49     +0ms  started      shop/restart — Restart
                                   DRY RUN, environment staging
              03:11:49    +10ms  answer       which  Which remedy?  rollback (terminal)
              03:11:49    +20ms  postmortem_begun  by^[[1m=jonas  parts=[a, b]
              03:11:49    +30ms  will run     restart_app  on server
                                   docker-compose restart app
                                 ? restart_app began and has no result: in doubt

              log head     16:abababababababab
              verified     all 16 records verify
            """);
  }

  @Test
  void showsAllDataWhenAskedTo() {
    firstRun();

    assertThat(timeline(true))
        .contains("file = runbooks/shop/db-pool-exhaustion.yaml")
        .contains("fields = {rows=[{used=27}]}")
        .contains("reads        usage  on db")
        .contains("digest = dd");
  }

  @Test
  void anEmptyLogHasAVerdictOnly() {
    assertThat(timeline(false)).isEqualTo("  verified     all 16 records verify\n");
  }
}
