package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import irb.source.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillReaderTest {
  @TempDir Path folder;

  private List<Finding> findings(String drill) throws IOException {
    var shelf = new Stage(folder).shelf(Tried.PLAYBOOK, Tried.RUNBOOK, drill);
    return new DrillLoader(Stage.TYPES, new Expressions(), folder)
        .lint(shelf, Drills.of(shelf).getFirst());
  }

  @Test
  void findsNothingInASoundDrill() throws IOException {
    assertThat(findings(Tried.DRILL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pace: 100 | pase: 100 | unknown key 'pase' in a drill
          pace: 100 | pace: 0 | 'pace' is a whole number of at least 1
          outcome: resolved | outcome: solved | 'outcome' is one of
          outcome: resolved | status: 1 | 'outcome' is needed
          GET /health: {json: {status: up}} | health: {} | 'health' is no route
          {json: {status: up}} | {json: 1, body: x} | an answer has 'json' or 'body', not both
          {json: {status: up}} | {status: 600} | a status is at most 599
          service restart *: {out: restarted} | /bin/service: {} | does not begin with the name of a program
          {out: restarted} | {exit: 300} | an exit code is at most 255
          {out: restarted} | {output: x} | unknown key 'output' in an answer
          path: [answers, | path: [answer, | runbook 'tried' has no step 'answer'
          approve: all | approve: [restrat] | runbook 'tried' has no step 'restrat'
          approve: all | decline: [none] | runbook 'tried' has no step 'none'
          http: {target: api, GET | http: {target: apy, GET | there is no sandbox 'apy'
          http: {target: api, GET | http: {target: server, GET | 'server' is of kind local
          result.status == 200 | result.state == 200 | state
          get: /health}, expect | post: /health}, expect | a check of the state only reads
          healed_by: service | healt_by: service | unknown key 'healt_by' in a fault
          server: {commands: | server: {programs: | a sandbox is exactly one of postgres, http, commands
          server: {commands: {service restart *: {out: restarted}}} | server: {http: {}} | target 'server' is of kind local, and this is http
          drill: tried | drill: tired | the file is called tried.yaml and holds the drill tired
          """)
  void locatesWhatIsWrong(String right, String wrong, String message) throws IOException {
    assertThat(Tried.DRILL).contains(right);

    var found = findings(Tried.DRILL.replace(right, wrong));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.contains(message));
    assertThat(found).allMatch(f -> f.place().source().name().endsWith("drills/tried.yaml"));
  }

  @Test
  void leavesNoTargetToARealServer() throws IOException {
    var found =
        findings(Tried.DRILL.replace("  api: {http: {GET /health: {json: {status: up}}}}\n", ""));

    assertThat(found)
        .extracting(Finding::message)
        .contains("the runbook uses the target 'api', and no sandbox stands in for it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {max_connections: 3} | 'max_connections' is a whole number of at least 10
          {settings: {port: 1}} | 'port' is no setting that a drill can choose
          {login: {user: postgres}} | 'postgres' is no ordinary role
          {init: there-is-none.sql} | there is no readable file 'there-is-none.sql' beside the drill
          """)
  void checksAPostgresSandbox(String plan, String message) throws IOException {
    var found =
        findings(Tried.DRILL.replace("sandbox:\n", "sandbox:\n  db: {postgres: " + plan + "}\n"));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.startsWith(message));
  }

  @Test
  void readsEveryFault() throws IOException {
    var found =
        findings(
            Tried.DRILL.replace(
                "fault:\n",
                """
                fault:
                  - hold_connections: {target: db, count: some, state: busy, for: long, as: ROOT}
                  - session: {target: db}
                  - {stop: server, start: server}
                """));

    assertThat(found)
        .extracting(Finding::message)
        .anyMatch(m -> m.startsWith("'count' is a whole number"))
        .anyMatch(m -> m.startsWith("'state' is one of idle, active, idle in transaction"))
        .contains("'long' is no duration", "'ROOT' is no ordinary role")
        .contains("'session' needs 'sql'", "unknown key 'start' in a fault");
  }
}
