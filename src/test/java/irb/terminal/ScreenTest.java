package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Event.Pending;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Status;
import irb.expr.Secret;
import irb.runbook.Phase;
import irb.step.Risk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Looks NARROW = new Looks(false, true, 40);
  private static final Looks ASCII = new Looks(false, false, 80);

  private final Streams streams = new Streams();

  static void resolved(Screen screen) {
    Streams.show(screen, Script.started("staging", false, false));
    screen.on(Script.diagnosed());
    Streams.show(screen, Script.proposed(Risk.MEDIUM, "staging", false));
    screen.on(Script.changed());
    screen.head("42:9f86d081884c7d65");
    Streams.show(screen, Script.finished(Exit.RESOLVED, "the last verification passed"));
  }

  static void dry(Screen screen) {
    Streams.show(
        screen,
        Script.started("production", true, true),
        Script.proposed(Risk.HIGH, "production", true),
        new Event.Rehearsed(
            "pool_free",
            Phase.VERIFY,
            "Less than 70 % of the connections are in use",
            "SELECT count(*) AS used FROM pg_stat_activity",
            ""),
        new Event.Rehearsed(
            "remedy",
            Phase.DECIDE,
            "What is left to try?",
            "",
            "free_idle when by_state.ok\notherwise escalate"),
        new Event.Rehearsed(
            "restart_app",
            Phase.REMEDIATE,
            "Restart the application to reset its pool",
            "docker-compose restart app worker",
            "change, risk high"),
        Script.finished(Exit.REHEARSED, "nothing was changed"));
  }

  static void suspended(Screen screen) {
    Streams.show(
        screen,
        Script.started("production", true, false),
        new Event.Notice(
            Event.Notice.Level.WARNING,
            "every way through this runbook needs the approval of 'free_idle', and nobody can be"
                + " asked; the run will stop there unless --approve free_idle is given"),
        Script.proposed(Risk.HIGH, "production", true),
        Script.finished(
            Exit.SUSPENDED,
            "'free_idle' needs an approval and nobody can be asked; it was not run",
            new Pending("free_idle", Pending.Kind.APPROVE)));
  }

  static void escalated(Screen screen) {
    Streams.show(
        screen,
        Script.ended(
            "restart",
            Phase.REMEDIATE,
            "Restart the application",
            Script.result(
                Status.FAILED,
                "exit 3",
                Map.of("exit", 3L, "out", "", "err", "1\n2\n3\n4\n5\n6\nno such service: app\n"))),
        Script.ended(
            "pool_free",
            Phase.VERIFY,
            "Less than 70 % of the connections are in use",
            Script.result(
                Status.FAILED,
                "expected result.row.used / result.row.max < 0.7 (result.row.used = 29) (4"
                    + " attempts)",
                Map.of("rows", List.of(Script.row("used", 29L, "max", 30L))))),
        Script.ended(
            "old",
            Phase.DIAGNOSE,
            "An old cache",
            Script.result(Status.SKIPPED, "not needed", Map.of())),
        Script.decided("remedy", "What is left to try?", "escalate", "", "otherwise"),
        new Event.Notice(Event.Notice.Level.WARNING, "escalate to Maria (phone +1 555 0100)"),
        Script.finished(Exit.ESCALATE, "the runbook hands over to a person"));
  }

  static void foreign(Screen screen) {
    Streams.show(
        screen,
        Script.ended(
            "evil",
            Phase.DIAGNOSE,
            "A title with \u001b[31mcolour\u202e and 東京の接続プールがいっぱいです、だれか助けてください",
            Script.ok(
                5,
                Map.of(
                    "rows",
                    List.of(
                        Script.row("name", "東京", "n", 1L, "text", "\u001b]0;gotcha\u0007"),
                        Script.row("name", "a\nb", "n", 1000L, "text", "x\u202ey"))))));
  }

  @Test
  void showsAResolvedRun() {
    resolved(streams.screen(Streams.WIDE, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            db-pool-exhaustion — Database connection pool exhaustion
              severity     P1
              environment  staging
              incident     20261121-031045-7f3a, run 1
              targets      db   irb@db.example.com:5432/shop
                           api  https://api.example.com
              effects      7 read, 2 write, 1 asserted; 2 targets
              parameters   idle_longer_than=1h

            ✓ diagnose     How full is the server?  used 27, max 30                     12ms
            ✓ diagnose     Connections by state                                          9ms
                           state    n
                           active   3
                           idle    24
                           null     8
            → decide       Is the pool exhausted?  remedy: otherwise
            → decide       What is left to try?  free_idle: idle sessions hold the slots

            CHANGE  free_idle: Terminate sessions idle for more than 1h
              will run     SELECT pid, pg_terminate_backend(pid) AS done FROM
                           pg_stat_activity WHERE pid = ANY($1)
              where        db, irb@db.example.com:5432/shop (1 target)
              environment  staging
              effect       write; the whole runbook: 7 read, 2 write, 1 asserted; 2 targets
              why          idle sessions hold the slots
                           by_state.rows = 3 rows (4s ago)
                           free_idle.outcome = "not_run"
              preview      12 rows
                            pid  usename  idle_for
                           4711  app         1h02m
                           4712  app         1h02m
                           4713  app         1h02m
                           4714  app         1h02m
                           4715  app         1h02m
                           4716  app         1h02m
                           4717  app         1h02m
                           4718  app         1h02m
                           4719  app         1h02m
                           4720  app         1h02m
                           … 2 more
              risk         medium
              undo         IRREVERSIBLE: a terminated session cannot be brought back;
                           clients reconnect
              verified by  Less than 70 % of the connections are in use

            · approved     free_idle (terminal)
            ✓ remediate    Terminate sessions idle for more than 1h  12 rows            41ms
            ✓ verify       Less than 70 % of the connections are in use                 7.0s
                           used 6, max 30, after 4 attempts
            ✓ verify       The API answers  200                                        180ms

            ✓ RESOLVED after 1m12s: the last verification passed
              log head     42:9f86d081884c7d65
              next         irb log show 20261121-031045-7f3a
            """);
    assertThat(streams.err).hasToString("");
  }

  @Test
  void showsAResolvedRunInFortyColumns() {
    resolved(streams.screen(NARROW, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            db-pool-exhaustion — Database connection
            pool exhaustion
              severity     P1
              environment  staging
              incident
                20261121-031045-7f3a, run 1
              targets
                db   irb@db.example.com:5432/shop
                api  https://api.example.com
              effects
                7 read, 2 write, 1 asserted; 2
                targets
              parameters   idle_longer_than=1h

            ✓ diagnose     How full is the      12ms
                           server?
                used 27, max 30
            ✓ diagnose     Connections by state  9ms
                state    n
                active   3
                idle    24
                null     8
            → decide       Is the pool exhausted?
                remedy: otherwise
            → decide       What is left to try?
                free_idle: idle sessions hold the
                slots

            CHANGE  free_idle: Terminate sessions
            idle for more than 1h
              will run
                SELECT pid,
                pg_terminate_backend(pid) AS done
                FROM pg_stat_activity WHERE pid =
                ANY($1)
              where
                db, irb@db.example.com:5432/shop (1
                target)
              environment  staging
              effect
                write; the whole runbook: 7 read, 2
                write, 1 asserted; 2 targets
              why
                idle sessions hold the slots
                by_state.rows = 3 rows (4s ago)
                free_idle.outcome = "not_run"
              preview      12 rows
                 pid  usename  idle_for
                4711  app         1h02m
                4712  app         1h02m
                4713  app         1h02m
                4714  app         1h02m
                4715  app         1h02m
                4716  app         1h02m
                4717  app         1h02m
                4718  app         1h02m
                4719  app         1h02m
                4720  app         1h02m
                … 2 more
              risk         medium
              undo
                IRREVERSIBLE: a terminated session
                cannot be brought back; clients
                reconnect
              verified by
                Less than 70 % of the connections
                are in use

            · approved     free_idle (terminal)
            ✓ remediate    Terminate sessions   41ms
                           idle for more than
                           1h
                12 rows
            ✓ verify       Less than 70 % of    7.0s
                           the connections are
                           in use
                used 6, max 30, after 4 attempts
            ✓ verify       The API answers     180ms
                200

            ✓ RESOLVED after 1m12s: the last
              verification passed
              log head     42:9f86d081884c7d65
              next         irb log show 20261121-031045-7f3a
            """);
    assertThat(streams.out.toString().lines())
        .filteredOn(line -> !line.startsWith("  next"))
        .allMatch(line -> DisplayWidth.of(line) <= 40);
  }

  @Test
  void showsADryRunWithWhatMayFollow() {
    dry(streams.screen(Streams.WIDE, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            DRY RUN: what reads really runs, nothing is changed
            db-pool-exhaustion — Database connection pool exhaustion
              severity     P1
              environment  production (PROTECTED)
              incident     20261121-031045-7f3a, run 1
              targets      db   irb@db.example.com:5432/shop
                           api  https://api.example.com
              effects      7 read, 2 write, 1 asserted; 2 targets
              parameters   idle_longer_than=1h

            WOULD CHANGE  free_idle: Terminate sessions idle for more than 1h
              would run    SELECT pid, pg_terminate_backend(pid) AS done FROM
                           pg_stat_activity WHERE pid = ANY($1)
              where        db, irb@db.example.com:5432/shop (1 target)
              environment  production (PROTECTED)
              effect       write; the whole runbook: 7 read, 2 write, 1 asserted; 2 targets
              why          idle sessions hold the slots
                           by_state.rows = 3 rows (4s ago)
                           free_idle.outcome = "not_run"
              preview      12 rows
                            pid  usename  idle_for
                           4711  app         1h02m
                           4712  app         1h02m
                           4713  app         1h02m
                           4714  app         1h02m
                           4715  app         1h02m
                           4716  app         1h02m
                           4717  app         1h02m
                           4718  app         1h02m
                           4719  app         1h02m
                           4720  app         1h02m
                           … 2 more
              risk         HIGH
              undo         IRREVERSIBLE: a terminated session cannot be brought back;
                           clients reconnect
              verified by  Less than 70 % of the connections are in use

            What may follow; none of it runs now:
              verify       Less than 70 % of the connections are in use
                           SELECT count(*) AS used FROM pg_stat_activity
              decide       What is left to try?
                           free_idle when by_state.ok
                           otherwise escalate
              remediate    Restart the application to reset its pool
                           change, risk high
                           docker-compose restart app worker

            ✓ END OF THE DRY RUN after 1m12s: nothing was changed
              next         irb log show 20261121-031045-7f3a
            """);
  }

  @Test
  void namesTheFlagForASuspendedRun() {
    suspended(streams.screen(Streams.WIDE, false, false));

    assertThat(streams.out.toString())
        .endsWith(
            """
              risk         HIGH
              undo         IRREVERSIBLE: a terminated session cannot be brought back;
                           clients reconnect
              verified by  Less than 70 % of the connections are in use

            ? SUSPENDED (exit 3) after 1m12s: 'free_idle' needs an approval and nobody can
              be asked; it was not run
              next         irb run db-pool-exhaustion --env staging --approve free_idle
            """);
    assertThat(streams.err)
        .hasToString(
            """
            ! every way through this runbook needs the approval of 'free_idle', and nobody
              can be asked; the run will stop there unless --approve free_idle is given
            """);
  }

  @Test
  void showsWhyARunEscalates() {
    escalated(streams.screen(Streams.WIDE, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            ✗ remediate    Restart the application  failed                              1.5s
                           exit 3
                           … 2 more lines (-v)
                           3
                           4
                           5
                           6
                           no such service: app
            ✗ verify       Less than 70 % of the connections are in use                 1.5s
                           failed  used 29, max 30
                           expected result.row.used / result.row.max < 0.7 (result.row.used
                           = 29) (4 attempts)
            – diagnose     An old cache  skipped                                        1.5s
                           not needed
            → decide       What is left to try?  escalate: otherwise

            ✗ ESCALATE (exit 4) after 1m12s: the runbook hands over to a person
              next         irb log show 20261121-031045-7f3a
                           irb run db-pool-exhaustion --env staging
            """);
    assertThat(streams.err).hasToString("! escalate to Maria (phone +1 555 0100)\n");
  }

  @Test
  void manyThingsHaveAsciiForms() {
    escalated(streams.screen(ASCII, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            x remediate    Restart the application  failed                              1.5s
                           exit 3
                           ... 2 more lines (-v)
                           3
                           4
                           5
                           6
                           no such service: app
            x verify       Less than 70 % of the connections are in use                 1.5s
                           failed  used 29, max 30
                           expected result.row.used / result.row.max < 0.7 (result.row.used
                           = 29) (4 attempts)
            - diagnose     An old cache  skipped                                        1.5s
                           not needed
            > decide       What is left to try?  escalate: otherwise

            x ESCALATE (exit 4) after 1m12s: the runbook hands over to a person
              next         irb log show 20261121-031045-7f3a
                           irb run db-pool-exhaustion --env staging
            """);
  }

  @Test
  void showsAllWhenAskedTo() {
    escalated(streams.screen(Streams.WIDE, true, false));

    assertThat(streams.out.toString())
        .startsWith(
            """
            ✗ remediate    Restart the application  failed                              1.5s
                           exit 3
                           stderr: 1
                           stderr: 2
                           stderr: 3
                           stderr: 4
                           stderr: 5
                           stderr: 6
                           stderr: no such service: app
            ✗ verify       Less than 70 % of the connections are in use  failed         1.5s
                           expected result.row.used / result.row.max < 0.7 (result.row.used
                           = 29) (4 attempts)
                           used  max
                             29   30
            """);
  }

  @Test
  void makesForeignTextVisibleAndMeasuresIt() {
    foreign(streams.screen(Streams.WIDE, false, false));

    assertThat(streams.out)
        .hasToString(
            """
            ✓ diagnose     A title with ^[[31mcolour<U+202E> and                         5ms
                           東京の接続プールがいっぱいです、だれか助けてください
                           name     n  text
                           東京     1  ^[]0;gotcha^G
                           a\\nb  1000  x<U+202E>y
            """);
  }

  @Test
  void masksBeforeItCuts() {
    streams.masker.add(new Secret("DB_PASSWORD", "correct horse battery staple"));
    var screen = streams.screen(NARROW, false, false);

    Streams.show(
        screen,
        Script.ended(
            "env",
            Phase.DIAGNOSE,
            "What is configured with correct horse battery staple?",
            Script.ok(
                5,
                Map.of(
                    "rows",
                    List.of(
                        Script.row("name", "DB", "value", "x=correct horse battery staple"),
                        Script.row("name", "DB", "value", "correct horse battery staple"))))));

    assertThat(streams.out.toString()).doesNotContain("correct", "staple").contains("***(DB_");
  }

  @Test
  void theProposalStandsWithTheQuestionAtATerminal() {
    var screen = streams.screen(new Looks(false, false, 80), false, true);

    Streams.show(screen, Script.proposed(Risk.MEDIUM, "staging", false));

    assertThat(streams.out).hasToString("");
    assertThat(streams.err.toString()).contains("CHANGE  free_idle");
  }

  @Test
  void aProtectedEnvironmentIsRed() {
    var screen = streams.screen(new Looks(true, true, 80), false, false);

    Streams.show(screen, Script.started("production", true, false));

    assertThat(streams.out.toString()).contains("\u001b[1;97;41m production \u001b[0m protected");
  }

  @Test
  void theNextCommandGivesTheApprovalThatWasMissing() {
    var yes = Script.finished(Exit.SUSPENDED, "", new Pending("a", Pending.Kind.YES));
    var answer = Script.finished(Exit.SUSPENDED, "", new Pending("a", Pending.Kind.ANSWER));

    assertThat(NextCommands.after(yes, "irb run x")).containsExactly("irb run x --approve a");
    assertThat(NextCommands.after(answer, "irb run x"))
        .containsExactly("irb run x --answer a=VALUE");
  }

  @Test
  void saysWhatASecondInterruptDoes() {
    Interrupts.Voice screen = streams.screen(Streams.WIDE, false, false);

    screen.say("Ctrl-C again stops it.");

    assertThat(streams.err).hasToString("! Ctrl-C again stops it.\n");
  }
}
