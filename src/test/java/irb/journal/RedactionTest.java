package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
  private static final String SECRET = "hunter2-hunter2";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void setUp() throws Exception {
    bench = Bench.in(folder);
    leak(bench);
  }

  /// Record 3 holds a secret; 5 records.
  private static void leak(Bench bench) throws JournalException {
    try (var journal = bench.create()) {
      journal.append(Bench.notice(1));
      journal.append(new Entry("result", "look", 2, Map.of("out", SECRET)));
      journal.append(List.of(Bench.notice(2), Bench.notice(3)));
    }
  }

  @Test
  void takesTheSecretOutAndKeepsTheChain() throws Exception {
    var before = bench.records();

    try (var journal = bench.open()) {
      journal.redact(3, "it leaked");
    }

    var after = bench.records();
    assertThat(Files.readString(bench.log())).doesNotContain(SECRET);
    assertThat(after).hasSize(6);
    assertThat(after.get(2).h()).isEqualTo(before.get(2).h());
    assertThat(after.get(2).type()).isEqualTo("redacted_record");
    assertThat(after.get(2).step()).contains("look");
    assertThat(after.get(2).data())
        .isEqualTo(Map.of("type", "result", "by", "ada", "reason", "it leaked"));
    assertThat(after.subList(3, 5)).isEqualTo(before.subList(3, 5));
    assertThat(bench.verdict()).isEqualTo(new Verdict.Intact(after.getLast().head(), 6));
    var examination = LogVerifier.examine(bench.log(), Optional.empty());
    assertThat(examination.redactions())
        .containsExactly(new Redaction(3, 6, Bench.NOON, "ada", "ops-1", "it leaked", List.of()));
  }

  @Test
  void whoeverHasTheLogOpenGoesOn() throws Exception {
    try (var one = bench.open();
        var other = bench.open();
        var follower = LogFollower.open(bench.log(), 1)) {
      assertThat(follower.next().orElseThrow().seq()).isEqualTo(5);
      one.redact(3, "it leaked");
      assertThat(other.append(Bench.notice(4)).seq()).isEqualTo(7);
      assertThat(other.redact(4, "this as well").record().seq()).isEqualTo(4);
      assertThat(one.append(Bench.notice(5)).seq()).isEqualTo(9);
      assertThat(one.startRun(Map.of()).run()).contains(Bench.INCIDENT + "/1");

      assertThat(follower.next().orElseThrow().type()).isEqualTo("redacted");
      assertThat(follower.next().orElseThrow().seq()).isEqualTo(7);
    }
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void anotherFileInTheLogsPlaceHasToVerifyAndHoldTheHead() throws Exception {
    var whole = Files.readString(bench.log());
    var shorter = whole.substring(0, whole.lastIndexOf("{\"v\":1"));
    for (var other :
        Map.of(shorter, "does not hold", whole.replace("\"n\":2", "\"n\":7"), "not verify")
            .entrySet()) {
      try (var journal = bench.open()) {
        Files.delete(bench.log());
        Files.writeString(bench.log(), other.getKey());

        assertThatThrownBy(() -> journal.append(Bench.notice(9)))
            .hasMessageContainingAll("replaced", other.getValue())
            .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.fatal()).isTrue());
        assertThat(bench.log()).hasContent(other.getKey());
      }
      Files.writeString(bench.log(), whole);
    }
  }

  @Test
  void refusesWhatTheLogOrARunNeeds() throws Exception {
    try (var journal = bench.open()) {
      journal.append(new Entry("intent", "kill", 1, Map.of("text", SECRET)));
      assertThatThrownBy(() -> journal.redact(1, "no")).hasMessageContaining("'opened'");
      assertThatThrownBy(() -> journal.redact(6, "no")).hasMessageContaining("intent");
      assertThatThrownBy(() -> journal.redact(99, "no")).hasMessageContaining("no record 99");
      assertThatThrownBy(() -> journal.redact(3, " ")).hasMessageContaining("reason");
      journal.append(new Entry("result", "kill", 1, Map.of()));
      journal.redact(6, "settled now");
      assertThatThrownBy(() -> journal.redact(8, "no")).hasMessageContaining("'redacted'");
    }
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void removesTheFilesThatNoOtherRecordNames() throws Exception {
    var evidence = new EvidenceFolder(bench.folder(), Disk.real());
    var one = saved(evidence, "one");
    var two = saved(evidence, "two");
    try (var journal = bench.open()) {
      journal.append(new Entry("result", "a", 1, Map.of("saved", List.of(one, two))));
      journal.append(new Entry("result", "b", 1, Map.of("saved", List.of(two))));
      journal.append(new Entry("result", "c", 1, Map.of("out", "x".repeat(1_100_000))));

      var first = journal.redact(6, "leaked");
      var second = journal.redact(8, "leaked");

      assertThat(first.files()).containsExactly("evidence/one");
      assertThat(first.kept()).containsExactly("evidence/two");
      assertThat(second.files()).hasSize(1).first().asString().startsWith("outputs/");
    }
    assertThat(bench.folder().resolve("evidence/one")).doesNotExist();
    assertThat(bench.folder().resolve("evidence/two")).exists();
    assertThat(bench.folder().resolve("outputs")).isEmptyDirectory();
    assertThat(LogVerifier.examine(bench.log(), Optional.empty()).isSound()).isTrue();
  }

  @Test
  void finishesWhatACrashLeft() throws Exception {
    var file = saved(new EvidenceFolder(bench.folder(), Disk.real()), "one");
    try (var journal = bench.open()) {
      journal.append(new Entry("result", "a", 1, Map.of("saved", List.of(file))));
      journal.redact(6, "leaked");
      Files.writeString(bench.folder().resolve("evidence/one"), SECRET);
      assertThat(LogVerifier.examine(bench.log(), Optional.empty()).unnamed())
          .containsExactly("evidence/one");

      assertThat(journal.redact(6, "again").done()).isTrue();

      assertThat(bench.folder().resolve("evidence/one")).doesNotExist();
      assertThat(journal.head().seq()).isEqualTo(7);
    }
  }

  @Test
  void anOlderHeadNoLongerVouchesForWhatStandsBefore() throws Exception {
    var early = Mark.parse(bench.records().get(1).head().text());
    var late = Mark.parse(bench.records().getLast().head().text());
    Mark since;
    try (var journal = bench.open()) {
      journal.redact(3, "it leaked");
      since = Mark.parse(journal.head().text()).orElseThrow();
    }
    assertThat(LogVerifier.examine(bench.log(), early).notes()).isEmpty();
    assertThat(LogVerifier.examine(bench.log(), Optional.of(since)).notes()).isEmpty();
    assertThat(LogVerifier.examine(bench.log(), late).notes())
        .singleElement()
        .asString()
        .contains("no longer vouches for records 1 to 3");

    var lines = Attacks.lines(bench.log());
    lines.set(1, lines.get(1).replace("\"n\":1", "\"n\":7"));
    Prey.rehash(lines, 2, 2);
    Files.writeString(bench.log(), String.join("\n", lines) + "\n");

    assertThat(bench.verdict())
        .isInstanceOfSatisfying(Verdict.Corrupt.class, c -> assertThat(c.seq()).isEqualTo(6));
  }

  @Test
  void aCrashAnywhereLeavesALogThatVerifies() throws Exception {
    var probe = new FaultyDisk(_ -> false, Long.MAX_VALUE);
    redactedOn(probe, "probe");
    for (var n = 1L; n <= probe.calls(); n++) {
      var failing = n;
      for (var forEver : List.of(true, false)) {
        var name = "crash-" + n + forEver;
        var disk =
            new FaultyDisk(call -> forEver ? call >= failing : call == failing, Long.MAX_VALUE);
        var crashed = redactedOn(disk, name);

        assertThat(crashed.verdict()).as(name).isInstanceOf(Verdict.Intact.class);
        var redacted = crashed.records().size() == 6;
        assertThat(Files.readString(crashed.log()).contains(SECRET))
            .as(name)
            .isNotEqualTo(redacted);
        try (var journal = crashed.open()) {
          journal.redact(3, "again");
          journal.append(Bench.notice(4));
        }
        assertThat(crashed.verdict()).as(name).isInstanceOf(Verdict.Intact.class);
        assertThat(Files.readString(crashed.log())).as(name).doesNotContain(SECRET);
      }
    }
  }

  private Bench redactedOn(FaultyDisk disk, String name) throws IOException, JournalException {
    var fresh = Bench.in(folder.resolve(name));
    leak(fresh);
    try (var journal = fresh.open(disk)) {
      journal.redact(3, "it leaked");
    } catch (JournalException _) {
      // its machine died
    }
    disk.crash();
    return fresh;
  }

  private static Map<String, Object> saved(EvidenceFolder evidence, String name)
      throws IOException {
    try (var draft = evidence.draft(name)) {
      draft.write(new byte[] {1, 2, 3});
      var kept = draft.keep(name, Optional.empty());
      return Map.of("file", kept.name(), "bytes", kept.bytes(), "sha256", kept.sha256());
    }
  }
}
