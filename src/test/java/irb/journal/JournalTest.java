package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Null;
import irb.expr.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = Bench.in(folder);
  }

  @Test
  void writesTheseVeryBytes() throws Exception {
    var data = new LinkedHashMap<String, Object>();
    data.put("runbook", "db.yaml");
    data.put("half", 0.5);
    data.put("none", Null.NULL);

    try (var journal = bench.create()) {
      var run = journal.startRun(data);
      run.append(new Entry("intent", "free_idle", 2, Map.of("text", "a\"\n\u00fc")));
    }

    try (var golden = JournalTest.class.getResourceAsStream("three-records.jsonl")) {
      assertThat(golden).isNotNull().hasBinaryContent(bench.bytes());
    }
  }

  @Test
  void chainsEachRecordToTheOneBefore() throws Exception {
    bench.written(3);

    var previous = sha256("irb-log-v1" + Bench.INCIDENT);
    for (var line : Files.readAllLines(bench.log())) {
      var hashed = line.substring(0, line.indexOf(",\"h\":"));
      var expected = sha256(previous + hashed);
      assertThat(line).isEqualTo(hashed + ",\"h\":\"" + expected + "\"}");
      previous = expected;
    }
    assertThat(bench.open().head()).isEqualTo(new Head(4, previous));
  }

  @Test
  void acknowledgesManyEntriesAtOnce() throws Exception {
    try (var journal = bench.create()) {
      var head = journal.append(List.of(Bench.notice(1), Bench.notice(2)));

      assertThat(head.seq()).isEqualTo(3);
      assertThat(journal.head()).isEqualTo(head);
      assertThat(bench.verdict()).isEqualTo(new Verdict.Intact(head, 3));
    }
  }

  @Test
  void countsRunsOnAcrossJournals() throws Exception {
    try (var one = bench.create();
        var other = bench.open()) {
      assertThat(one.startRun(Map.of()).run()).contains(Bench.INCIDENT + "/1");
      assertThat(other.startRun(Map.of()).run()).contains(Bench.INCIDENT + "/2");
      assertThat(one.startRun(Map.of()).run()).contains(Bench.INCIDENT + "/3");
      one.forRun(Bench.INCIDENT + "/2").append(Bench.notice(1));
    }

    assertThat(bench.records().getLast().run()).contains(Bench.INCIDENT + "/2");
    assertThatThrownBy(() -> bench.open().forRun("20261121-013045-7f3b/1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void masksBeforeItChains() throws Exception {
    bench.masker().add(new Secret("DB_PASSWORD", "hunter2-hunter2"));

    try (var journal = bench.create()) {
      journal.append(Entry.of("notice", Map.of("hunter2-hunter2", "psql hunter2-hunter2 -x")));
      journal.keepOutput("x".getBytes(UTF_8));
    }

    assertThat(Files.readString(bench.log()))
        .doesNotContain("hunter2")
        .contains("{\"***(DB_PASSWORD)\":\"psql ***(DB_PASSWORD) -x\"}");
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void aSecretThatIsAWordOfTheFormatDoesNotBreakIt() throws Exception {
    for (var word : List.of("notice", "check_db", "2026-11", "incident", Bench.INCIDENT)) {
      bench.masker().add(new Secret("WORD", word));
    }

    bench.written(1);

    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    assertThat(bench.records().getLast().step()).contains("check_db");
  }

  @Test
  void anyTextComesBackFromOneAsciiLine() throws Exception {
    var texts =
        List.<Object>of(
            "a\nb\r\tc\b\f\u000b",
            "nul\0",
            "lone \ud83d and \ude00",
            "pair \ud83d\ude00",
            "\u2028\u2029\u0085",
            "bidi \u202e\u2066\u200f",
            "del \u007f \ufeff \uffff",
            "\"\\/</script>");

    try (var journal = bench.create()) {
      journal.append(Entry.of("notice", Map.of("texts", texts)));
    }

    assertThat(bench.records().getLast().data()).isEqualTo(Map.of("texts", texts));
    assertThat(Files.readString(bench.log())).matches("([ -~]+\\n){2}");
    assertThat(Files.readAllLines(bench.log())).hasSize(2);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void halfASurrogatePairInANameIsReplaced() throws Exception {
    try (var journal = bench.create()) {
      journal.append(Entry.of("notice", Map.of("list", List.of(Map.of("a\ud83d", "b\ud83d")))));
    }

    assertThat(bench.records().getLast().data())
        .isEqualTo(Map.of("list", List.of(Map.of("a\ufffd", "b\ud83d"))));
  }

  @Test
  void dataOverOneMebibyteGoToAFileOfTheirOwn() throws Exception {
    var data = Map.<String, Object>of("out", "\u00e4".repeat(200_000));

    try (var journal = bench.create()) {
      journal.append(Entry.of("result", data));
      journal.append(Entry.of("result", Map.of("out", "x".repeat(1_000_000))));
    }

    var record = bench.records().get(1);
    assertThat(record.data()).containsOnlyKeys("file", "bytes").containsEntry("bytes", 1_200_010L);
    assertThat(Files.size(bench.log())).isBetween(1_000_000L, 1_100_000L);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    try (var reader = LogReader.open(bench.log())) {
      assertThat(reader.data(record)).isEqualTo(data);
    }
  }

  @Test
  void aLineMayHaveExactlyOneMebibyte() throws Exception {
    try (var journal = bench.create()) {
      var short_ = Files.size(bench.log());
      journal.append(Entry.of("result", Map.of("out", "")));
      var room = (1 << 20) - (Files.size(bench.log()) - short_);
      journal.append(Entry.of("result", Map.of("out", "x".repeat((int) room - 10))));
      for (var more = -9; more <= 1; more++) {
        journal.append(Entry.of("result", Map.of("out", "x".repeat((int) room + more))));
      }
    }

    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    assertThat(bench.records().getLast().data()).containsKey("file");
    assertThat(Files.readAllLines(bench.log()).stream().mapToInt(l -> l.length() + 1).max())
        .hasValue(1 << 20);
  }

  @Test
  void aChangedOutputIsNotHandedOut() throws Exception {
    String name;
    try (var journal = bench.create()) {
      name = journal.keepOutput("out".getBytes(UTF_8));
      assertThat(journal.keepOutput("out".getBytes(UTF_8)))
          .isEqualTo(name)
          .isEqualTo(sha256("out"));
    }
    assertThat(Outputs.read(bench.folder(), name)).asString().isEqualTo("out");

    Files.writeString(bench.folder().resolve("outputs").resolve(name), "our");

    assertThatThrownBy(() -> Outputs.read(bench.folder(), name)).hasMessageContaining("changed");
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    try (var journal = bench.create()) {
      journal.append(Bench.notice(1));
      journal.keepOutput("out".getBytes(UTF_8));
    }

    try (var all = Files.walk(bench.state().path())) {
      for (var path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void refusesDataNestedTooDeeplyAndGoesOn() throws Exception {
    Object nested = "deep";
    for (var i = 0; i < 2_000; i++) {
      nested = List.of(nested);
    }
    var data = Map.of("nested", nested);

    try (var journal = bench.create()) {
      assertThatThrownBy(() -> journal.append(Entry.of("result", data)))
          .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.fatal()).isFalse());
      journal.append(Bench.notice(1));
    }

    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void anInterruptedStepStillRecordsItsResult() throws Exception {
    try (var journal = bench.create()) {
      Thread.currentThread().interrupt();
      var head = journal.append(Bench.notice(1));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(head.seq()).isEqualTo(2);
      assertThat(journal.append(Bench.notice(2)).seq()).isEqualTo(3);
    }
  }

  @Test
  void refusesAnIncidentThatExistsAndOneThatDoesNot() throws Exception {
    assertThatThrownBy(bench::open).hasMessageContaining("There is no incident");
    bench.create().close();

    assertThatThrownBy(bench::create).hasMessageContaining("exists already");
  }

  private static String sha256(String text) throws IOException {
    return HexFormat.of().formatHex(Chain.sha256().digest(text.getBytes(UTF_8)));
  }
}
