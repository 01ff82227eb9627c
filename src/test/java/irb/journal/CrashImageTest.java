package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a crash may leave of what was not forced yet: whole writes, parts of them, zeros
/// in their place, files without a name. What was acknowledged is always there.
class CrashImageTest {
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path disk;
  private CrashDisk crashing;
  private Bench bench;

  private final List<Moment> moments = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();
  private boolean reopening;
  private final Map<String, String> kept = new HashMap<>();

  /// The disk just before something was forced, and what was acknowledged by then.
  private record Moment(Platter platter, List<Head> heads, Map<String, String> kept) {}

  @BeforeEach
  void setUp() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
    crashing = new CrashDisk(disk, this::remember);
    bench = Bench.in(disk);
  }

  private void remember(Platter platter) {
    if (!reopening) {
      moments.add(new Moment(platter.copy(), List.copyOf(heads), Map.copyOf(kept)));
    }
  }

  @Test
  void everyThirtiethByteOfEveryWriteMayBeTheLast() throws Exception {
    work();
    repairs();
    reopensAll(10);
  }

  @Test
  @Tag("proof")
  void everyByteOfEveryWriteMayBeTheLast() throws Exception {
    work();
    repairs();
    reopensAll(ALL);
  }

  /// A new incident, with everything in it that a run writes.
  private void work() throws Exception {
    try (var journal = bench.create(crashing)) {
      heads.add(journal.head());
      var run = journal.startRun(Map.of("runbook", "db"));
      heads.add(run.head());
      heads.add(run.append(Bench.notice(1)));
      keep(journal, "an output");
      run.append(List.of(Bench.notice(2), Bench.notice(3)));
      bench.records().stream().map(Record::head).skip(heads.size()).forEach(heads::add);
      save("hello");
      save("hello again");
      keep(journal, "another output");
      heads.add(run.append(Bench.notice(4)));
    }
    remember(crashing.platter());
  }

  private void keep(Journal journal, String output) throws JournalException {
    kept.put("outputs/" + journal.keepOutput(output.getBytes(UTF_8)), output);
  }

  private void save(String text) throws IOException {
    try (var draft = new EvidenceFolder(bench.folder(), crashing).draft("d" + kept.size())) {
      draft.write(text.getBytes(UTF_8));
      kept.put(draft.keep("dump", Optional.empty()).name(), text);
    }
  }

  /// Three kinds of torn tails, and the repair of each, which may itself be cut short.
  private void repairs() throws Exception {
    for (UnaryOperator<String> tear :
        List.<UnaryOperator<String>>of(
            log -> log + log.substring(0, 99),
            log -> log + "\0".repeat(600),
            log -> log.substring(0, log.length() - 1))) {
      var torn = tear.apply(Files.readString(bench.log(), ISO_8859_1));
      var files = new HashMap<>(crashing.platter().image(new Random(1)).files());
      files.replaceAll((name, bytes) -> name.endsWith("log.jsonl") ? torn : bytes);
      crashing.restart(new Image(new TreeMap<>(files)));
      try (var journal = bench.open(crashing)) {
        keepCopy(torn);
        heads.addAll(bench.records().stream().map(Record::head).skip(heads.size()).toList());
        heads.add(journal.append(Bench.notice(5)));
      }
      remember(crashing.platter());
      crashing.restart(new Random(1));
    }
  }

  /// What was set aside when the log was `torn` is there for good once the log is open.
  private void keepCopy(String torn) throws JournalException {
    var last = bench.records().getLast();
    if (last.type().equals("recovered")) {
      var offset = (int) (long) (Long) last.data().getOrDefault("offset", 0L);
      kept.put(String.valueOf(last.data().get("file")), torn.substring(offset));
    }
  }

  private void reopensAll(int cuts) throws Exception {
    reopening = true;
    var tried = new LinkedHashSet<Image>();
    for (var moment : moments) {
      for (var image : moment.platter().images(cuts)) {
        if (tried.add(image)) {
          crashing.restart(image);
          if (moment.heads().isEmpty() && !Files.exists(bench.log())) {
            assertNothingIsThere();
          } else {
            assertReopens(moment, image);
          }
        }
      }
    }
    System.out.println(
        "CrashImageTest: %d moments, %d images".formatted(moments.size(), tried.size()));
    assertThat(tried).hasSizeGreaterThan(100);
  }

  private void assertNothingIsThere() throws Exception {
    assertThat(bench.state().list()).isEmpty();
    assertThatThrownBy(() -> bench.open(crashing)).hasMessageContaining("There is no incident");
  }

  private void assertReopens(Moment moment, Image image) throws Exception {
    assertThat(bench.verdict()).as("%s", image).isNotInstanceOf(Verdict.Corrupt.class);
    var torn = bench.verdict() instanceof Verdict.Torn t && t.bytes() > 0;
    var before = bench.records().size();

    Head next;
    try (var journal = bench.open(crashing)) {
      next = journal.append(Bench.notice(6));
    }

    assertThat(bench.verdict()).as("%s", image).isInstanceOf(Verdict.Intact.class);
    var records = bench.records();
    var found = records.stream().map(Record::head).toList();
    var acknowledged = moment.heads();
    assertThat(found.subList(0, acknowledged.size())).as("%s", image).isEqualTo(acknowledged);
    assertThat(found).endsWith(next);
    assertThat(records.size() - before).as("%s", image).isBetween(1, 3);
    if (torn) {
      assertThat(records.get(records.size() - 2).type()).isEqualTo("recovered");
    }
    for (var record : records) {
      if (record.type().equals("recovered")) {
        var copy = bench.folder().resolve(String.valueOf(record.data().get("file")));
        assertThat(Files.size(copy)).isEqualTo(record.data().get("bytes"));
      }
    }
    for (var file : moment.kept().entrySet()) {
      assertThat(bench.folder().resolve(file.getKey())).hasContent(file.getValue());
    }
  }
}
