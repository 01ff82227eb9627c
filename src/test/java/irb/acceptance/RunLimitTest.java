package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.RunReport;
import irb.engine.RunRequest.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `limits: {runs: N, per: 1h}`: how often a change may be made.
class RunLimitTest {
  // so long ago that every log was modified since
  private final Instant now = Instant.now().minus(Duration.ofHours(10));
  private static final String STEPS =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: change}
      - id: change
        remediate: Change
        risk: low
        preview: {shell: {target: here, command: [echo, one], effect: read}}
        shell: {target: here, command: [touch, changed]}
        limits: LIMITS
        undo: {none: a test}
      - {id: checked, verify: Checked, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;
  private static final String AROUND =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: inner}
      - {id: inner, remediate: Inner, run: {runbook: r}}
      - {id: well, verify: Well, shell: {target: here, command: ["true"], effect: read}, next: resolved}
      """;

  @TempDir Path folder;
  private Trial last = new Trial(Path.of("."));

  private RunReport run(String limits, Duration later) throws Exception {
    return run(limits, later, new Trial(folder).yes());
  }

  private RunReport run(String limits, Duration later, Trial trial) throws Exception {
    last = trial.clock(InstantSource.fixed(now.plus(later)));
    return last.run(STEPS.replace("LIMITS", limits));
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      return files.filter(f -> f.endsWith("log.jsonl")).sorted().toList();
    }
  }

  @Test
  void oneMoreIsNotEvenProposedUntilTheFirstIsLongEnoughAgo() throws Exception {
    var limits = "{runs: 2, per: 1h}";
    assertThat(run(limits, Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
    assertThat(run(limits, Duration.ofMinutes(10)).exit()).isEqualTo(Exit.RESOLVED);

    var report = run(limits, Duration.ofMinutes(59));

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why())
        .contains("'limits.runs' of change allows 2 runs in 1h, and those were ", "/1 (tester, ")
        .contains("; the next is allowed from ");
    assertThat(last.last("change").result().reason()).isEqualTo("limit");
    assertThat(last.heard()).noneMatch(Event.Proposed.class::isInstance);
    assertThat(run(limits, Duration.ofMinutes(61)).exit()).isEqualTo(Exit.RESOLVED);
    assertThat(run(limits, Duration.ofMinutes(62)).exit()).isEqualTo(Exit.STOPPED);
  }

  @Test
  void withoutATimeItCountsAllOfThem() throws Exception {
    assertThat(run("{runs: 1}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);

    var report = run("{runs: 1}", Duration.ofDays(4000));

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why()).contains("allows 1 run, and that was", "no further one is allowed");
    assertThat(run("{runs: '${{ 1 + 1 }}'}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
  }

  @Test
  void whatWasOnlyPreviewedRehearsedOrDeclinedDoesNotCount() throws Exception {
    assertThat(run("{runs: 1}", Duration.ZERO, new Trial(folder)).exit()).isEqualTo(Exit.SUSPENDED);
    assertThat(run("{runs: 1}", Duration.ZERO, new Trial(folder).yes().dry()).exit())
        .isEqualTo(Exit.REHEARSED);
    var no = new Consent(true, Set.of(), Set.of("change"), Map.of(), Optional.empty());
    run("{runs: 1}", Duration.ZERO, new Trial(folder).consent(no));

    assertThat(run("{runs: 1}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
  }

  @Test
  void aDryRunSaysThatARealOneWouldBeStopped() throws Exception {
    run("{runs: 1}", Duration.ZERO);

    var report = run("{runs: 1}", Duration.ZERO, new Trial(folder).dry());

    assertThat(report.exit()).isEqualTo(Exit.REHEARSED);
    assertThat(last.notices())
        .anyMatch(n -> n.startsWith("a real run would be stopped here: 'limits.runs'"));
  }

  @Test
  void otherStepsAndEnvironmentsDoNotCount() throws Exception {
    var book =
        """
        playbook: p
        title: P
        environments: {staging: {}}
        targets: {here: {local: .}}
        """;
    run("{runs: 1}", Duration.ZERO, new Trial(folder).playbook(book).in("staging").yes());
    new Trial(folder).yes().run(STEPS.replace("LIMITS", "{runs: 1}").replace("change", "alter"));

    assertThat(run("{runs: 1}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
  }

  @Test
  void severalVisitsInOneRunAreOneRun() throws Exception {
    var twice =
        """
        - id: due
          decide: Due
          visits: 2
          choose: [{when: change.outcome == "not_run", next: change}]
          otherwise: change
        - {id: change, remediate: Change, risk: low, shell: {target: here, command: ["true"]}, limits: {runs: 1}, undo: {none: a test}}
        - {id: ok, verify: OK, shell: {target: here, script: 'test -e second || { touch second; exit 1; }', effect: read}, on_failure: due, next: resolved}
        """;

    last = new Trial(folder).yes();
    assertThat(last.run(twice).exit()).isEqualTo(Exit.RESOLVED);

    assertThat(last.ended()).filteredOn("change ok"::equals).hasSize(2);
    last = new Trial(folder).yes();
    assertThat(last.run(twice).exit()).isEqualTo(Exit.STOPPED);
  }

  @Test
  void aStepCountsTheSameInsideAnotherRunbook() throws Exception {
    var inner = "steps:\n" + STEPS.replace("LIMITS", "{runs: 1}").indent(2);
    var outer = AROUND.replace("runbook: r", "runbook: s");
    assertThat(new Trial(folder).beside("s", inner).yes().run(outer).exit())
        .isEqualTo(Exit.RESOLVED);

    var report = new Trial(folder).beside("s", inner).yes().run(outer);

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why()).contains("'inner/change': 'limits.runs' of change allows 1 run");
    // runbook r has a step of that name, too, and it is another one
    assertThat(run("{runs: 1}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
  }

  @Test
  void aLogThatCannotBeTrustedStopsTheRun() throws Exception {
    run("{runs: 5, per: 1h}", Duration.ZERO);
    var log = logs().getFirst();
    var bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 1;
    Files.write(log, bytes);

    var report = run("{runs: 5, per: 1h}", Duration.ZERO);

    assertThat(report.exit()).isEqualTo(Exit.STOPPED);
    assertThat(report.why()).contains("cannot be trusted", "log.jsonl, line");
    Files.setLastModifiedTime(log, FileTime.from(now.minus(Duration.ofHours(2))));
    assertThat(run("{runs: 5, per: 1h}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
  }

  @Test
  void aTornTailIsNoCorruption() throws Exception {
    run("{runs: 2}", Duration.ZERO);
    Files.writeString(
        logs().getFirst(), "{\"v\":1,\"seq\":9", java.nio.file.StandardOpenOption.APPEND);

    assertThat(run("{runs: 2}", Duration.ZERO).exit()).isEqualTo(Exit.RESOLVED);
    assertThat(run("{runs: 2}", Duration.ZERO).exit()).isEqualTo(Exit.STOPPED);
  }
}
