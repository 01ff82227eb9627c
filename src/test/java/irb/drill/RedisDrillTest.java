package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drills with a real Redis server, and what they leave behind: nothing.
class RedisDrillTest {
  private static final String PLAYBOOK =
      """
      playbook: tried
      title: Tried
      targets: {cache: {redis: "${{ env.REDIS_URL }}"}}
      """;

  private static final String RUNBOOK =
      """
      runbook: tried
      title: Let it take writes again
      steps:
        - id: look
          diagnose: What is there?
          redis: {target: cache, command: GET state}
        - id: needed
          decide: Is it broken?
          choose:
            - {when: look.ok && look.value == "good", next: no_action}
          otherwise: mend
        - id: mend
          remediate: Say that it is mended
          risk: low
          redis: {target: cache, command: SET mended yes}
          undo: {none: nothing to take back}
          next: back
        - id: back
          verify: It is good
          redis: {target: cache, command: GET state}
          expect: result.value == "good"
          retry: {every: 1s, within: 3s}
          on_failure: escalate
          next: resolved
      """;

  private static final String DRILL =
      """
      drill: tried
      pace: 100
      sandbox:
        cache: {redis: {user: operator, password: 's3cret "wo\\rd', init: INIT}}
      fault:
        - FAULT
      approve: all
      expect:
        outcome: resolved
        state: [{redis: {target: cache, command: ACL WHOAMI}, expect: result.value == "default"}]
        healthy: {outcome: no_action}
      """;

  @TempDir Path folder;
  private final Overheard heard = new Overheard();
  private Stage stage;

  @BeforeEach
  void stage() {
    stage = new Stage(folder);
  }

  private DrillResult run(String init, String fault) throws IOException {
    return stage.run(
        stage.shelf(PLAYBOOK, RUNBOOK, DRILL.replace("INIT", init).replace("FAULT", fault)), heard);
  }

  @Test
  void aFaultIsTakenBackByTheWriteThatHealsIt() throws IOException {
    var fault =
        """
        redis: {target: cache, commands: [[SET, state, bad]], undo: [SET state good]}
          healed_by: SET mended *
        """;

    var result = run("[SET state good]", fault.strip().replace("\n  healed", "\n    healed"));

    assertThat(result.failures()).as(heard::text).isEmpty();
    assertThat(heard.text()).contains("Redis 6.2.11, a real server on port");
    nothingIsLeft();
  }

  @Test
  void saysWhichCommandCouldNotBeRun() throws IOException {
    var result = run("[SET state good, NONSENSE]", "redis: {target: cache, commands: [PING]}");

    assertThat(result.failures())
        .singleElement()
        .asString()
        .contains("'init' of the sandbox 'cache': 'NONSENSE' failed: ERR unknown command");
    nothingIsLeft();
  }

  @Test
  void saysWhatIsNoCommandAndNoSetting() throws IOException {
    var result =
        run(
            "['']",
            "redis: {target: cache, commands: ['GET ${{ x }}'], undo: {a: b}}\n  - stop: nowhere");

    assertThat(String.join("\n", result.failures()))
        .contains("this is no command")
        .contains("takes no values");
  }

  @Test
  void startsAgainWithItsDataOnItsPort() throws Exception {
    var workspace = Workspace.open(stage.folders().running());
    try (workspace;
        var server = new RedisServer(stage.folders(), workspace.of("cache"), plan())) {
      server.start();
      var port = server.port();
      try (var client = server.connect()) {
        client.run(List.of("SET", "kept", "7"));
      }

      server.stop();
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
      server.start();

      assertThat(server.port()).isEqualTo(port);
      try (var client = server.connect()) {
        // it fails where the key is not there
        client.run(List.of("RENAME", "kept", "found"));
      }
    }
    nothingIsLeft();
  }

  @Test
  void saysWhyTheServerDoesNotStart() throws Exception {
    var plan = new Plan.Redis("", "", Map.of("maxmemory", "much"), List.of());
    var workspace = Workspace.open(stage.folders().running());
    try (workspace;
        var server = new RedisServer(stage.folders(), workspace.of("cache"), plan)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("Redis did not start (");
    }
    nothingIsLeft();
  }

  @Test
  void endsTheServersOfAKilledOwner() throws Exception {
    // the folder of a drill whose process is gone: nobody holds its lock
    var orphan = Files.createDirectories(stage.folders().running().resolve("1-killed"));
    var home = Files.createDirectory(orphan.resolve("cache"));
    Files.createFile(orphan.resolve(Workspace.LOCK));
    try (var server = new RedisServer(stage.folders(), home, plan())) {
      server.start();
      assertThat(ServerProcess.redis(home).process()).isPresent();

      new Orphans(stage.folders().running(), InstantSource.system()).clean();

      assertThat(orphan).doesNotExist();
      assertThat(serversBelow(orphan)).isEmpty();
    }
  }

  private static Plan.Redis plan() {
    return new Plan.Redis("", "s3cret", Map.of(), List.of());
  }

  private void nothingIsLeft() throws IOException {
    assertThat(stage.running()).isEmpty();
    assertThat(serversBelow(stage.folders().running())).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).filteredOn(f -> !f.endsWith("runbooks")).isEmpty();
    }
    var port = Pattern.compile("on port (\\d+)").matcher(heard.text());
    while (port.find()) {
      var number = Integer.parseInt(port.group(1));
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), number).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  private static List<String> serversBelow(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .filter(l -> l.contains("redis-server") && l.contains(folder.toString()))
        .toList();
  }
}
