import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.DiskFile;
import irb.journal.Entry;
import irb.journal.Journal;
import irb.journal.StateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes logs and measures appends for log.sh.
///
///   LogBench write STATE INCIDENT RECORDS                  a log of so many records
///   LogBench append STATE ROUNDS INCIDENT INCIDENT...      median microseconds of an append to each
///   LogBench forces STATE INCIDENT BATCH BATCH...          forces for each append of so many records
final class LogBench {
  private static final int WARM = 200;
  private static final int BATCH = 500;

  private final StateFolder state;

  private LogBench(String state) {
    this.state = new StateFolder(Path.of(state));
  }

  public static void main(String[] args) throws Exception {
    var bench = new LogBench(args[1]);
    var more = List.of(args).subList(2, args.length);
    switch (args[0]) {
      case "write" -> bench.write(more.get(0), Integer.parseInt(more.get(1)));
      case "append" -> bench.append(Integer.parseInt(more.getFirst()), more.subList(1, more.size()));
      default -> bench.forces(more.getFirst(), more.subList(1, more.size()));
    }
  }

  /// A disk that counts what it is told to force, and forces it or not.
  private static final class Counting implements Disk {
    private final Disk real = Disk.real();
    private final boolean forcing;
    private int forces;

    Counting(boolean forcing) {
      this.forcing = forcing;
    }

    @Override
    public void createFolder(Path folder) throws IOException {
      real.createFolder(folder);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
      return new Opened(real.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
      return new Opened(real.open(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      real.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      forces++;
      if (forcing) {
        real.forceFolder(folder);
      }
    }

    private final class Opened implements DiskFile {
      private final DiskFile file;

      Opened(DiskFile file) {
        this.file = file;
      }

      @Override
      public long length() throws IOException {
        return file.length();
      }

      @Override
      public int read(ByteBuffer target, long offset) throws IOException {
        return file.read(target, offset);
      }

      @Override
      public void write(ByteBuffer bytes, long offset) throws IOException {
        file.write(bytes, offset);
      }

      @Override
      public void force() throws IOException {
        forces++;
        if (forcing) {
          file.force();
        }
      }

      @Override
      public void truncate(long length) throws IOException {
        file.truncate(length);
      }

      @Override
      public boolean isAt(Path path) throws IOException {
        return file.isAt(path);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }

  private static Author author() {
    return new Author("bench", "here", ProcessHandle.current().pid());
  }

  private Journal open(String incident, Disk disk) throws Exception {
    return Journal.open(
        state, incident, author(), InstantSource.system(), System::nanoTime, new Masker(), disk);
  }

  /// Not forced, which would take minutes; half of the records are intents, half are results.
  private void write(String incident, int records) throws Exception {
    var disk = new Counting(false);
    try (var journal =
        Journal.create(
            state,
            incident,
            author(),
            InstantSource.system(),
            System::nanoTime,
            new Masker(),
            disk,
            "bench")) {
      var run = journal.startRun(Map.of("playbook", "bench", "runbook", "bench"));
      for (var written = 2; written < records; ) {
        var batch = new ArrayList<Entry>();
        for (var i = 0; i < Math.min(BATCH, records - written); i++) {
          batch.add(entry(written + i));
        }
        run.append(batch);
        written += batch.size();
      }
    }
  }

  private static Entry entry(int number) {
    var text = "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'idle'";
    return number % 2 == 0
        ? new Entry(
            "intent",
            "connections",
            1,
            Map.of("action", "sql", "effect", "read, proven", "target", "db", "text", text))
        : new Entry(
            "result",
            "connections",
            1,
            Map.of("phase", "diagnose", "outcome", "ok", "millis", number % 100, "attempts", 1));
  }

  /// One after the other in turn, so that a busy moment hits them alike.
  private void append(int rounds, List<String> incidents) throws Exception {
    var journals = new ArrayList<Journal>();
    var times = new ArrayList<List<Long>>();
    for (var incident : incidents) {
      journals.add(open(incident, Disk.real()));
      times.add(new ArrayList<>());
    }
    for (var round = -WARM; round < rounds; round++) {
      for (var i = 0; i < journals.size(); i++) {
        var from = System.nanoTime();
        journals.get(i).append(entry(1));
        if (round >= 0) {
          times.get(i).add(System.nanoTime() - from);
        }
      }
    }
    for (var i = 0; i < journals.size(); i++) {
      journals.get(i).close();
      var sorted = times.get(i).stream().sorted().toList();
      System.out.println(incidents.get(i) + " " + sorted.get(rounds / 2) / 1_000);
    }
  }

  private void forces(String incident, List<String> batches) throws Exception {
    var disk = new Counting(true);
    try (var journal = open(incident, disk)) {
      for (var size : batches) {
        var before = disk.forces;
        journal.append(
            java.util.stream.IntStream.range(0, Integer.parseInt(size))
                .mapToObj(LogBench::entry)
                .toList());
        System.out.println(size + " " + (disk.forces - before));
      }
    }
  }
}
