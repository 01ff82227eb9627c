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

/// Servers that are no target: a drill tells its run where they are.
class FactsTest {
  private static final String PLAYBOOK =
      """
      playbook: tried
      title: Tried
      targets:
        server: {local: .}
        api: {http: "${{ env.API_URL }}"}
      """;

  private static final String RUNBOOK =
      """
      runbook: tried
      title: Tried
      params: {server: {type: string}, port: {type: int}}
      steps:
        - id: told
          diagnose: What is a command told?
          shell: {target: server, script: 'printf %s "$NAME_SERVER"', effect: read}
        - id: looks
          diagnose: Is the certificate good?
          tls: {host: 127.0.0.1, port: "${{ params.port }}", ca: "${{ env.CA }}"}
        - id: asks
          diagnose: Where does it point?
          dns: {name: long.example.test, type: TXT, server: "${{ params.server }}"}
        - id: needed
          decide: Is it as it should be?
          choose:
            - when: >
                looks.verified && looks.days_left == 90 && told.out == params.server
                && asks.records[0].size() == 900
              next: no_action
          otherwise: escalate
      """;

  private static final String DRILL =
      """
      drill: tried
      sandbox:
        server: {commands: {service: {}}}
        cert: {tls: {}}
        names: {dns: {records: {long.example.test: {TXT: %s}}}}
      with: {server: "${{ sandbox.names.server }}", port: "${{sandbox.cert.port}}"}
      env: {CA: "${{ sandbox.cert.ca }}", NAME_SERVER: "${{ sandbox.names.server }}"}
      expect: {outcome: no_action, path: [told, looks, asks, needed]}
      """
          .formatted("x".repeat(900));

  @TempDir Path folder;

  @Test
  void reachTheRunAndItsCommands() throws Exception {
    var stage = new Stage(folder);
    var heard = new Overheard();

    var result = stage.run(stage.shelf(PLAYBOOK, RUNBOOK, DRILL), heard);

    assertThat(result.failures()).as(heard::text).isEmpty();
  }

  @Test
  void aNameThatTheDrillDoesNotKnowFailsIt() throws Exception {
    var stage = new Stage(folder);
    var drill = DRILL.replace("long.example.test:", "other.example.test:");

    var result = stage.run(stage.shelf(PLAYBOOK, RUNBOOK, drill), new Overheard());

    assertThat(result.failures())
        .anyMatch(f ->
            f.equals(
                "'names' was asked for what the drill has no answer to: the name"
                    + " long.example.test"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sandbox.names.server | sandbox.nams.server | there is no sandbox 'nams'
          sandbox.names.server | sandbox.names.sever | the sandbox 'names' has no fact 'sever'
          sandbox.cert.ca | sandbox.server.ca | the sandbox 'server' has no fact 'ca'
          sandbox.cert.ca | params.port | a drill puts in nothing but a fact of a sandbox, as the whole value
          CA: "$ | CA: "a$ | a drill puts in nothing but a fact of a sandbox, as the whole value
          server: {commands: {service: {}}} | server: {tls: {}} | the runbook uses the target 'server'
          {tls: {}} | {tls: {days_left: 4000}} | 'days_left' is at most 3650
          {tls: {}} | {tls: {names: ["a b"]}} | 'a b' is no host name or address
          {tls: {}} | {tls: {valid: 1}} | unknown key 'valid' in 'tls'
          dns: {records: {long | dns: {records: {lo..ng | 'lo..ng.example.test' is no DNS name
          test: {TXT: | test: {A: | is no A record
          test: {TXT: | test: {XYZ: | 'XYZ' is no type of record
          """)
  void locatesWhatIsWrong(String right, String wrong, String message) throws IOException {
    assertThat(DRILL).contains(right);

    assertThat(findings(DRILL.replace(right, wrong)))
        .extracting(Finding::message)
        .anyMatch(m -> m.contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls: {target: cert, days_left: 1} |
          stop: cert |
          stop: names |
          dns: {target: names, records: {long.example.test: SERVFAIL}} |
          tls: {target: names, days_left: 1} | 'names' is of kind dns, which this fault is not for
          dns: {target: cert, records: {}} | 'cert' is of kind tls, which this fault is not for
          tls: {target: server} | 'server' is of kind local, which this fault is not for
          http: {target: cert} | 'cert' is of kind tls, which this fault is not for
          tls: {target: cert, days: 1} | unknown key 'days' in 'tls'
          dns: {target: names} | 'dns' needs 'records'
          """)
  void aFaultIsOfItsSandbox(String fault, String message) throws IOException {
    var found = findings(DRILL.replace("with:", "fault: [{" + fault + "}]\nwith:"));

    if (message == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).extracting(Finding::message).anyMatch(m -> m.contains(message));
    }
  }

  private List<Finding> findings(String drill) throws IOException {
    var shelf = new Stage(folder).shelf(PLAYBOOK, RUNBOOK, drill);
    return new DrillLoader(Stage.TYPES, new Expressions(), folder)
        .lint(shelf, Drills.of(shelf).getFirst());
  }
}
