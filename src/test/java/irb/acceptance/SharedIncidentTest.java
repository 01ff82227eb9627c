package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.Entry;
import irb.journal.Journal;
import irb.journal.LogReader;
import irb.journal.LogVerifier;
import irb.journal.Record;
import irb.journal.StateFolder;
import irb.journal.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two runs and somebody who takes notes, three processes in all, write to one incident at a time.
class SharedIncidentTest {
  private static final int STEPS = 6;
  private static final int NOTES = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void severalProcessesWriteToOneIncidentWithoutLossOrDisorder() throws Exception {
    var irb =
        new Irb(folder)
            .book("playbook: p\ntitle: P\ntargets: {here: {local: .}}\n")
            .runbook("many", runbook());
    try (var first = Child.start(irb, "run", "many")) {
      awaitRun(irb, 1);
      var log = irb.log();
      var incident = irb.incident();
      try (var second = Child.start(irb, "run", "many", "--incident", incident)) {
        awaitRun(irb, 2);
        irb.file("go", "");
        note(incident);
        second.await(PATIENCE).exits(0);
      }
      first.await(PATIENCE).exits(0);

      assertThat(LogVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
      var records = records(log);
      assertThat(records.stream().map(Record::seq))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, records.size()).boxed().toList());
      var expected = expected();
      assertThat(told(records, r -> r.run().equals(Optional.of(incident + "/1"))))
          .isEqualTo(expected);
      assertThat(told(records, r -> r.run().equals(Optional.of(incident + "/2"))))
          .isEqualTo(expected);
      assertThat(records.stream().filter(r -> r.actor().equals("ada")).map(r -> r.data().get("n")))
          .containsExactlyElementsOf(LongStream.range(0, NOTES).boxed().toList());
      assertThat(records).hasSize(1 + 2 * expected.size() + NOTES);
    }
  }

  /// The first step waits until all are there.
  private static String runbook() {
    var text =
        new StringBuilder(
            """
            runbook: many
            title: Many steps
            steps:
              - {id: s0, diagnose: Wait, shell: {script: 'until [ -e go ]; do sleep 0.02; done', effect: read}}
              - {id: d0, decide: On, choose: [{when: s0.ok, next: s1}], otherwise: abort}
            """);
    for (var i = 1; i <= STEPS; i++) {
      var next = i == STEPS ? "no_action" : "s" + (i + 1);
      text.append(
          """
            - {id: s%1$d, diagnose: Look, shell: {command: ["true"], effect: read}}
            - {id: d%1$d, decide: On, choose: [{when: s%1$d.ok, next: %2$s}], otherwise: abort}
          """
              .formatted(i, next));
    }
    return text.toString();
  }

  private static List<String> expected() {
    var all = new ArrayList<String>(List.of("run_started"));
    IntStream.rangeClosed(0, STEPS)
        .forEach(i -> all.addAll(List.of("intent s" + i, "result s" + i, "decided d" + i)));
    all.add("run_ended");
    return all;
  }

  private static List<String> told(List<Record> records, Predicate<Record> which) {
    return records.stream()
        .filter(which)
        .map(r -> r.type() + r.step().map(s -> " " + s).orElse(""))
        .toList();
  }

  private void note(String incident) throws Exception {
    try (var journal =
        Journal.open(
            new StateFolder(folder.resolve("state")),
            incident,
            new Author("ada", "here", 2),
            InstantSource.system(),
            System::nanoTime,
            new Masker(),
            Disk.real())) {
      for (var i = 0; i < NOTES; i++) {
        journal.append(Entry.of("notice", Map.of("n", i)));
      }
    }
  }

  /// Waits until run `number` has begun its first step.
  private void awaitRun(Irb irb, int number) throws Exception {
    for (var end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
      if (text(irb).lines().anyMatch(l -> isFirstIntent(l, number))) {
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("run " + number + " never began");
  }

  private static String text(Irb irb) throws IOException {
    try {
      return Files.readString(irb.log());
    } catch (NoSuchFileException | NoSuchElementException _) {
      return ""; // it is not there yet
    }
  }

  private static boolean isFirstIntent(String line, int number) {
    return line.contains("/" + number + "\",") && line.contains("\"type\":\"intent\"");
  }

  private static List<Record> records(Path log) throws Exception {
    var records = new ArrayList<Record>();
    try (var reader = LogReader.open(log)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }
}
