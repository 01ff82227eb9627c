package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectsTest {
  @TempDir Path folder;

  @Test
  void countsWhatTheStepsDoAndWhere() throws IOException {
    Files.writeString(
        folder.resolve("playbook.yaml"),
        """
        playbook: p
        title: P
        targets:
          db: {postgres: "postgres://irb@db.example/irb"}
          api: {http: "https://api.example"}
          server: {local: .}
          unused: {local: .}
          fleet: {ssh: [a.example, b.example, c.example]}
        channels: {incidents: {manual: Tell them}}
        """);
    Files.writeString(
        folder.resolve("runbook.yaml"),
        """
        runbook: x
        title: X
        steps:
          - {id: full, diagnose: Full, sql: {query: SELECT 1 AS one}}
          - {id: up, diagnose: Up, http: {get: /health}}
          - {id: said, diagnose: Said, shell: {target: server, command: [uptime], effect: read}}
          - {id: told, communicate: Told, notify: {channel: incidents, text: Look}}
          - {id: due, decide: Due, choose: [{when: full.ok, next: freed}], otherwise: escalate}
          - {id: freed, remediate: Freed, risk: high, undo: {none: gone}, sql: {target: db, query: DELETE FROM t}}
          - {id: well, verify: Well, http: {target: api, get: /health}, next: resolved}
        """);

    var loaded = Golden.load(folder, new Expressions());

    assertThat(loaded.findings()).isEmpty();
    assertThat(Effects.of(loaded.runbook().orElseThrow(), loaded.playbook()))
        .hasToString("3 read, 1 write, 1 asserted, 1 message; 3 targets");
    var fleet = loaded.playbook().targets().get("fleet");
    assertThat(fleet == null ? 0 : fleet.hosts()).isEqualTo(3);
  }
}
