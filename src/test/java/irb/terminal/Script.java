package irb.terminal;

import irb.engine.Event;
import irb.engine.Event.Decided;
import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Finished;
import irb.engine.Event.Pending;
import irb.engine.Event.Started;
import irb.engine.Exit;
import irb.engine.Proposal;
import irb.engine.Status;
import irb.engine.StepResult;
import irb.expr.Null;
import irb.runbook.Effects;
import irb.runbook.Phase;
import irb.step.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Events as an engine would send them, for the exhausted connection pool.
final class Script {
  static final Instant NOW = Instant.parse("2026-11-21T03:10:45Z");
  static final String INCIDENT = "20261121-031045-7f3a";

  private static final Effects EFFECTS = new Effects(7, 2, 1, 0, 2);

  private Script() {}

  static Started started(String environment, boolean isProtected, boolean dry) {
    var targets = new LinkedHashMap<String, String>();
    targets.put("db", "irb@db.example.com:5432/shop");
    targets.put("api", "https://api.example.com");
    return new Started(
        INCIDENT,
        INCIDENT + "/1",
        "shop",
        "db-pool-exhaustion",
        "Database connection pool exhaustion",
        "runbooks/shop/db-pool-exhaustion.yaml",
        "0".repeat(64),
        Optional.of("P1"),
        environment,
        isProtected,
        dry,
        Map.of("idle_longer_than", Duration.ofHours(1)),
        targets,
        EFFECTS,
        Optional.empty(),
        NOW);
  }

  static List<Event> diagnosed() {
    var byState = new ArrayList<Map<String, Object>>();
    byState.add(row("state", "active", "n", 3L));
    byState.add(row("state", "idle", "n", 24L));
    byState.add(row("state", Null.NULL, "n", 8L));
    return List.of(
        entered("usage", Phase.DIAGNOSE, "How full is the server?"),
        entered("by_state", Phase.DIAGNOSE, "Connections by state"),
        ended(
            "usage",
            Phase.DIAGNOSE,
            "How full is the server?",
            ok(12, Map.of("rows", List.of(row("used", 27L, "max", 30L))))),
        ended("by_state", Phase.DIAGNOSE, "Connections by state", ok(9, Map.of("rows", byState))),
        decided("needed", "Is the pool exhausted?", "remedy", "", "otherwise"),
        decided(
            "remedy",
            "What is left to try?",
            "free_idle",
            "idle sessions hold the slots",
            "by_state.ok"));
  }

  static Event proposed(Risk risk, String environment, boolean isProtected) {
    var rows = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < 12; i++) {
      rows.add(row("pid", 4711L + i, "usename", "app", "idle_for", Duration.ofSeconds(3725)));
    }
    return new Event.Proposed(
        new Proposal(
            "free_idle",
            1,
            "Terminate sessions idle for more than 1h",
            "SELECT pid, pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE pid ="
                + " ANY($1)",
            "db",
            "irb@db.example.com:5432/shop",
            1,
            "write",
            EFFECTS,
            environment,
            isProtected,
            Optional.of("idle sessions hold the slots"),
            List.of("by_state.rows = 3 rows (4s ago)", "free_idle.outcome = \"not_run\""),
            Optional.of(new Proposal.Preview(rows, "")),
            List.of(),
            risk,
            "none: a terminated session cannot be brought back; clients reconnect",
            List.of("Less than 70 % of the connections are in use"),
            Optional.empty(),
            "d".repeat(64)));
  }

  static List<Event> changed() {
    return List.of(
        new Event.Approval(
            "free_idle", 1, "approved", "terminal", "d".repeat(64), Optional.empty()),
        ended(
            "free_idle",
            Phase.REMEDIATE,
            "Terminate sessions idle for more than 1h",
            ok(41, Map.of("rows", List.of(), "affected", 12L))),
        entered("pool_free", Phase.VERIFY, "Less than 70 % of the connections are in use"),
        new Event.Attempt("pool_free", 1, "expected less", Duration.ofSeconds(2)),
        ended(
            "pool_free",
            Phase.VERIFY,
            "Less than 70 % of the connections are in use",
            new StepResult(
                Status.OK,
                "",
                "",
                NOW,
                Duration.ofMillis(7040),
                4,
                Map.of("rows", List.of(row("used", 6L, "max", 30L))))),
        ended(
            "api_up",
            Phase.VERIFY,
            "The API answers",
            ok(180, Map.of("status", 200L, "headers", Map.of(), "body", "{}"))));
  }

  static Entered entered(String id, Phase phase, String title) {
    return new Entered(id, phase, title, 1);
  }

  static Ended ended(String id, Phase phase, String title, StepResult result) {
    return new Ended(id, phase, title, 1, "", result);
  }

  static Decided decided(String id, String title, String next, String because, String condition) {
    return new Decided(id, title, 1, next, because, condition, Map.of("usage.row.used", 27L), NOW);
  }

  static StepResult ok(long millis, Map<String, Object> fields) {
    return new StepResult(Status.OK, "", "", NOW, Duration.ofMillis(millis), 1, fields);
  }

  static StepResult result(Status status, String why, Map<String, Object> fields) {
    return new StepResult(status, "", why, NOW, Duration.ofMillis(1500), 1, fields);
  }

  static Finished finished(Exit exit, String why, Pending... pending) {
    return new Finished(
        INCIDENT + "/1",
        exit,
        why,
        List.of(pending).stream().findFirst(),
        Duration.ofSeconds(72),
        NOW);
  }

  static Map<String, Object> row(Object... pairs) {
    var row = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      row.put(pairs[i].toString(), pairs[i + 1]);
    }
    return row;
  }
}
