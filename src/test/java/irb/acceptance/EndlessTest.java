package irb.acceptance;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Commands that print without end, print without a newline, or leave something running: what they
/// cost the irb that runs them, as a process of its own.
@Isolated
class EndlessTest {
  private static final long MOST_MORE = 64 << 10;
  private static final long MIB = 1 << 20;

  private static long nothing;

  @TempDir Path folder = Path.of(".");
  private Irb irb = new Irb(Path.of("."));

  /// How a run ended and the most memory it had, in KiB.
  private record Cost(JsonNode end, long peak, String out) {
    long millis() {
      return end.at("/data/millis").asLong();
    }
  }

  @BeforeEach
  void install() throws IOException {
    irb =
        new Irb(folder)
            .book("{playbook: p, title: P, targets: {here: {local: .}}}")
            .with("SOME_TOKEN", "c4nary-t0ken-1");
  }

  private Cost cost(String action, String modifiers) throws Exception {
    irb.runbook(
        "r",
        """
        runbook: r
        title: R
        steps:
          - {id: it, diagnose: It, MODIFIERS, shell: {target: here, effect: read, ACTION}}
          - {id: enough, decide: Enough, choose: [{when: now < now, next: abort}], otherwise: no_action}
        """
            .replace("MODIFIERS", modifiers)
            .replace("ACTION", action));
    try (var child = Child.start(irb, "run", "r")) {
      var peak = child.awaitPeak(Duration.ofMinutes(3));
      var ran = child.await().exits(0);
      var last = Files.readAllLines(irb.log()).getLast();
      return new Cost(new ObjectMapper().readTree(last), peak, ran.flat());
    }
  }

  @BeforeAll
  static void measureARunOfNothing(@TempDir Path folder) throws Exception {
    var test = new EndlessTest();
    test.folder = folder;
    test.install();
    nothing = test.cost("command: ['true']", "timeout: 60s").peak();
    if (nothing == 0) {
      System.out.println("acceptance: memory is not measured here, there is no /proc");
    }
  }

  private static void assertCheap(Cost cost) {
    assertThat(cost.peak() - nothing).as("more KiB than a run of 'true'").isLessThan(MOST_MORE);
  }

  private void endless(int seconds) throws Exception {
    // a name by which it can be found: the lines of `yes` with an argument are longer, and fewer
    var marker = "yes-" + UUID.randomUUID();
    Files.copy(Path.of("/usr/bin/yes"), folder.resolve(marker), COPY_ATTRIBUTES);

    var cost = cost("command: [./" + marker + "]", "timeout: " + seconds + "s");

    assertCheap(cost);
    assertThat(cost.out()).contains("timed out").doesNotContain("still running");
    assertThat(cost.millis()).isBetween(seconds * 1000L, (seconds + 8) * 1000L);
    assertThat(isRunning(marker)).isFalse();
  }

  private void withoutANewline(long bytes, String modifiers) throws Exception {
    var cost = cost("command: [head, -c, '" + bytes + "', /dev/zero]", modifiers);

    assertCheap(cost);
    assertThat(cost.out()).contains((bytes - (512 << 10)) + " bytes left out");
  }

  private void saved(long bytes) throws Exception {
    var cost = cost("command: [head, -c, '" + bytes + "', /dev/zero]", "timeout: 150s, save: it");

    assertCheap(cost);
    assertThat(Files.size(irb.log().resolveSibling("evidence/it"))).isEqualTo(bytes);
  }

  @Test
  void whatPrintsForEverIsStoppedAndTakesNoMemory() throws Exception {
    endless(2);
  }

  @Test
  void aLineThatNeverEndsTakesNoMemory() throws Exception {
    withoutANewline(256 * MIB, "timeout: 60s");
  }

  @Test
  void savingTakesNoMemory() throws Exception {
    saved(64 * MIB);
  }

  @Test
  void aGrandchildThatHoldsThePipeIsNotWaitedForButNamed() throws Exception {
    var marker = "61." + (UUID.randomUUID().getMostSignificantBits() >>> 1);
    var cost = cost("script: 'sleep " + marker + " & echo $! > pid; echo done'", "timeout: 60s");

    var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    assertCheap(cost);
    assertThat(cost.millis()).isLessThan(10_000);
    assertThat(Files.readString(irb.log())).contains("\"still_running\":[" + pid + "]");
  }

  @Test
  @Tag("proof")
  void whatPrintsForTenSecondsTakesNoMemory() throws Exception {
    endless(10);
  }

  @Test
  @Tag("proof")
  void aGibibyteWithoutANewlineTakesNoMemory() throws Exception {
    withoutANewline(1024 * MIB, "timeout: 100s");
  }

  @Test
  @Tag("proof")
  void savingAGibibyteTakesNoMemory() throws Exception {
    saved(1024 * MIB);
  }

  @Test
  @Tag("proof")
  void moreThanAGibibyteIsNotSaved() throws Exception {
    var cost = cost("command: [cat, /dev/zero]", "timeout: 150s, save: it");

    assertCheap(cost);
    assertThat(cost.out()).contains("evidence/it holds the first 1024 MiB of the output");
    assertThat(Files.size(irb.log().resolveSibling("evidence/it"))).isEqualTo(1024 * MIB);
  }

  private static boolean isRunning(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains(marker));
  }
}
