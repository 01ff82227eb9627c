package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.SshServer;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FanOutTest {
  @TempDir Path folder;
  private Site site;
  private SshServer server;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
    server = site.known();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void everyHostHasItsResult() throws Exception {
    var other = site.known();
    var target = site.target(Site.address(server), Site.address(other));

    var outcome = Runs.run(target, "echo", "hello");

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(hosts(outcome))
        .extracting(h -> h.get("host"), h -> h.get("out"), h -> h.get("exit"), h -> h.get("ok"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Site.address(server), "hello\n", 0L, true),
            org.assertj.core.groups.Tuple.tuple(Site.address(other), "hello\n", 0L, true));
    assertThat(outcome.fields())
        .containsEntry("failed", List.of())
        .containsEntry("unreachable", List.of())
        .containsEntry("not_run", List.of());
  }

  @Test
  void whoCannotBeReachedIsListedBesideThoseWhoCan() throws Exception {
    var changed = site.server(SshServer.key());
    site.know("[127.0.0.1]:" + changed.port(), SshServer.key());
    var gone = "127.0.0.1:1";
    var target = site.target(Site.address(server), gone, Site.address(changed));

    var outcome = Runs.run(target, "echo", "hello");

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.why()).contains("2 of 3 hosts failed").contains("HAS CHANGED");
    assertThat(outcome.fields())
        .containsEntry("failed", List.of())
        .containsEntry("unreachable", List.of(gone, Site.address(changed)));
    assertThat(hosts(outcome))
        .extracting(h -> h.get("reason"))
        .containsExactly("", "unreachable", "host_key");
    assertThat(changed.received()).isEmpty();
  }

  @Test
  void nobodyReachedIsAnError() throws Exception {
    var outcome = Runs.run(site.target("127.0.0.1:1", "127.0.0.1:2"), "true");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(outcome.why()).startsWith("on none of 2 hosts: ");
  }

  @Test
  void aFailureSparesTheHostsThatHaveNotHadTheirTurn() throws Exception {
    var hosts = IntStream.range(0, 4).mapToObj(i -> "u" + i + "@" + Site.address(server)).toList();
    var rollout =
        new Rollout(
            List.of(new Rollout.Size(1, false), new Rollout.Size(2, false)), OptionalInt.empty());
    var target = site.target(hosts.toArray(String[]::new));
    // only the first one ends well
    var executor =
        new RemoteExecutor(
            Runs.command("mkdir", site.remote().resolve("once").toString()),
            target,
            rollout,
            Effect.WRITE);

    var outcome = Runs.run(executor, Mode.WRITE);

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.fields())
        .containsEntry("failed", hosts.subList(1, 3))
        .containsEntry("not_run", hosts.subList(3, 4));
    assertThat(outcome.why()).contains("1 host had no turn");
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void batchesAreNumbersAndSharesAndTheLastRepeats() {
    var hosts = IntStream.range(0, 10).boxed().toList();
    var rollout =
        new Rollout(
            List.of(new Rollout.Size(1, false), new Rollout.Size(25, true)), OptionalInt.empty());

    assertThat(rollout.of(hosts))
        .containsExactly(
            List.of(0), List.of(1, 2), List.of(3, 4), List.of(5, 6), List.of(7, 8), List.of(9));
    assertThat(Rollout.ALL.of(hosts)).containsExactly(hosts);
  }

  @Test
  void allAreStoppedTogether() throws Exception {
    var seconds = Runs.seconds();
    var target =
        site.target(
            IntStream.range(0, 5)
                .mapToObj(i -> "u" + i + "@" + Site.address(server))
                .toArray(String[]::new));
    var stop = new Stop();
    var outcome = Runs.start(Runs.executor(target, "sleep", seconds), Mode.READ, stop);
    Runs.await(() ->
        ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith("sleep " + seconds))
                .count()
            == 5);

    stop.ask(Cause.TIMEOUT);

    assertThat(outcome.get(12, TimeUnit.SECONDS)).isInstanceOf(Outcome.TimedOut.class);
    assertThat(Runs.isRunning("sleep " + seconds)).isFalse();
  }

  @Test
  void aLostHostPutsAWriteInDoubt() throws Exception {
    var other = site.known();
    var seconds = Runs.seconds();
    var script =
        "if mkdir " + site.remote().resolve("first") + "; then sleep " + seconds + "; fi; true";
    var target = site.target(Site.address(server), Site.address(other));
    var running =
        Runs.start(
            new RemoteExecutor(Runs.command("sh", "-c", script), target, Rollout.ALL, Effect.WRITE),
            Mode.WRITE,
            new Stop());
    Runs.await(() -> Runs.isRunning("sleep " + seconds));
    server.stop();
    other.stop();

    assertThat(running.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.InDoubt.class);
  }

  @Test
  void whatIsShownNamesTheFirstHostsAndCountsTheRest() {
    var target =
        site.target(IntStream.range(0, 30).mapToObj(i -> "web" + i).toArray(String[]::new));
    var executor = Runs.executor(target, "docker", "restart", "it's");

    assertThat(executor.text())
        .startsWith("docker restart 'it'\\''s'\n")
        .contains("on web0, web1,")
        .contains("web9 and 20 more as irb (30 hosts)")
        .doesNotContain("web10");
    assertThat(executor.targets()).isEqualTo(30);
    assertThat(target.where()).isEqualTo("irb@web0, web1 and 28 more");
    assertThat(target.whole()).contains("web29");
  }

  @Test
  @Tag("proof")
  @Timeout(150)
  void twoHundredHostsHaveTheirTurnAtOnce() throws Exception {
    many(200);
  }

  @Test
  void twentyHostsHaveTheirTurnAtOnce() throws Exception {
    many(20);
  }

  /// Each waits until all of them have begun.
  private void many(int count) throws Exception {
    var begun = Files.createDirectory(site.remote().resolve("begun"));
    Target.Ssh target =
        site.target(
            IntStream.range(0, count)
                .mapToObj(i -> "u" + i + "@" + Site.address(server))
                .toArray(String[]::new));
    var script = "mkdir begun/$$; until [ -e go ]; do sleep 0.5; done";
    var outcome = Runs.start(Runs.executor(target, "sh", "-c", script), Mode.READ, new Stop());

    for (var i = 0; i < 600 && !outcome.isDone() && Site.count(begun) < count; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    var together = Site.count(begun);
    Files.createFile(site.remote().resolve("go"));

    assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Ok.class);
    assertThat(together).isEqualTo(count);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> hosts(Outcome outcome) {
    return (List<Map<String, Object>>)
        Objects.requireNonNull(outcome.fields().get("hosts"), outcome::why);
  }
}
