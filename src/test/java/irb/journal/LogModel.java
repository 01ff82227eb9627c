package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// An incident to which things happen by chance, and what must therefore stand in its log.
final class LogModel {
  private final Random random;
  private final CrashDisk disk;
  private final Bench bench;

  /// What was acknowledged, in order; each of the others may be there or not.
  private final List<String> records = new ArrayList<>();

  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final List<Journal> writers = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private int number;
  private int runs;

  /// Whatever was in `root` before is removed.
  LogModel(Path root, Random random) throws IOException {
    this.random = random;
    this.disk = new CrashDisk(root, _ -> {});
    this.bench = Bench.in(root);
    disk.restart(new Image(new TreeMap<>()));
  }

  private interface Work {
    void run() throws JournalException;
  }

  /// One thing that happens, and a look at the log.
  void step() throws Exception {
    if (random.nextInt(7) == 0) {
      disk.dieAt(1 + random.nextInt(14));
    }
    if (writers.isEmpty() || (writers.size() < 2 && random.nextInt(3) == 0)) {
      open();
    } else {
      write(random.nextInt(writers.size()));
    }
    if (disk.isDead() || random.nextInt(12) == 0) {
      crash();
    }
  }

  void end() throws Exception {
    crash();
    for (var writer : writers) {
      writer.close();
    }
  }

  private void open() throws Exception {
    var isNew = !Files.exists(bench.log());
    history.add(isNew ? "create" : "open");
    attempt(
        isNew ? List.of("opened") : List.of(),
        () -> writers.add(isNew ? bench.create(disk) : bench.open(disk)));
  }

  private void write(int who) throws Exception {
    var writer = writers.get(who);
    switch (random.nextInt(20)) {
      case 0 -> {
        history.add("close " + who);
        writers.remove(who).close();
      }
      case 1, 2, 3 -> {
        history.add("run by " + who);
        var data = entry().data();
        attempt(
            List.of("run_started" + data.get("n")),
            () -> assertThat(writer.startRun(data).run()).hasValueSatisfying(this::isNextRun));
      }
      case 4, 5 -> {
        history.add("output by " + who);
        var text = "output " + random.nextInt(5);
        attempt(List.of(), () -> outputs.put(writer.keepOutput(text.getBytes(UTF_8)), text));
      }
      case 6 -> {
        history.add("large record by " + who);
        append(writer, List.of(large()));
      }
      case 7, 8, 9, 10 -> {
        history.add("records by " + who);
        append(writer, List.of(entry(), entry(), entry()));
      }
      default -> {
        history.add("record by " + who);
        append(writer, List.of(entry()));
      }
    }
  }

  private void isNextRun(String id) {
    assertThat(number(id)).isGreaterThan(runs);
    runs = number(id);
  }

  private Entry entry() {
    return Entry.of("notice", Map.of("n", ++number, "text", "x".repeat(random.nextInt(60))));
  }

  private Entry large() {
    // seldom larger than a line may be: such records cost most of the time
    var length = random.nextInt(50) == 0 ? Line.LONGEST : 5_000;
    return Entry.of("notice", Map.of("n", ++number, "text", "y".repeat(length)));
  }

  private void append(Journal writer, List<Entry> entries) throws Exception {
    attempt(
        entries.stream().map(e -> e.type() + e.data().get("n")).toList(),
        () -> writer.append(entries));
  }

  /// What it would add is there when it succeeds; only a dead disk lets it fail.
  private void attempt(List<String> added, Work work) throws Exception {
    try {
      work.run();
      records.addAll(added);
    } catch (JournalException e) {
      history.add("failed");
      assertThat(disk.isDead()).as("%s", e).isTrue();
      crash(added);
    }
    if (random.nextInt(4) == 0) {
      look(List.of());
    }
  }

  private void crash() throws Exception {
    crash(List.of());
    look(List.of());
  }

  /// The machine dies and starts again; some of `unsure` may be there, from the first on.
  private void crash(List<String> unsure) throws Exception {
    history.add("crash");
    disk.restart(random);
    for (var writer : writers) {
      writer.close();
    }
    writers.clear();
    if (Files.exists(bench.log())) {
      assertThat(bench.verdict()).isNotInstanceOf(Verdict.Corrupt.class);
      writers.add(bench.open(disk));
      look(unsure);
    } else {
      assertThat(records).isEmpty();
      // its folder may be there: a new incident takes another name
      disk.restart(new Image(new TreeMap<>()));
    }
  }

  /// The log holds what was acknowledged, then the first of `unsure`, and tells of its repairs.
  private void look(List<String> unsure) throws Exception {
    if (!Files.exists(bench.log())) {
      return;
    }
    assertThat(bench.verdict()).isInstanceOf(Verdict.Intact.class);
    var found = found();
    var wanted = new ArrayList<>(records);
    wanted.addAll(unsure);
    assertThat(found).hasSizeBetween(records.size(), wanted.size());
    assertThat(found).isEqualTo(wanted.subList(0, found.size()));
    records.addAll(found.subList(records.size(), found.size()));
    for (var output : outputs.entrySet()) {
      assertThat(Outputs.read(bench.folder(), output.getKey()))
          .asString()
          .isEqualTo(output.getValue());
    }
  }

  private List<String> found() throws JournalException {
    var found = new ArrayList<String>();
    try (var reader = LogReader.open(bench.log())) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        var record = next.get();
        record.run().ifPresent(run -> runs = Math.max(runs, number(run)));
        switch (record.type()) {
          case "opened" -> found.add("opened");
          case "recovered" ->
              assertThat(bench.folder().resolve(record.data().get("file") + "")).exists();
          default -> found.add(record.type() + reader.data(record).get("n"));
        }
      }
    }
    return found;
  }

  private static int number(String run) {
    return Integer.parseInt(run.substring(run.indexOf('/') + 1));
  }

  @Override
  public String toString() {
    return history + " " + records;
  }
}
