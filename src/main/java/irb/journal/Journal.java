package irb.journal;

import irb.expr.Masker;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A log open for appending by this process, seen from outside any run or from one of its runs.
///
/// Any number of threads and processes may append to one incident. A record that [#append] has
/// returned from is durable; after a failed write or force this process writes nothing more.
public final class Journal implements AutoCloseable {
  private final LogWriter writer;
  private final @Nullable String run;

  private Journal(LogWriter writer, @Nullable String run) {
    this.writer = writer;
    this.run = run;
  }

  /// Makes a new incident; its log appears with the record `opened` in it.
  ///
  /// `mono` counts nanoseconds from anywhere, and is not set back with the clock.
  public static Journal create(
      StateFolder state,
      String incidentId,
      Author author,
      InstantSource clock,
      LongSupplier mono,
      Masker masker,
      Disk disk,
      String irbVersion)
      throws JournalException {
    var folder = state.incident(incidentId);
    var outputs = new Outputs(Outputs.folder(folder), disk);
    var lines = new LineWriter(incidentId, author, clock, mono, masker, outputs);
    var opened = lines.draft(Entry.of("opened", Map.of("irb", irbVersion)));
    var tornTail = new TornTail(folder, disk, clock);
    try {
      return Uninterrupted.call(() -> {
        var start = Point.start(incidentId);
        var first = lines.line(start, opened, null);
        var log = new NewLog(state, folder, disk).with(first);
        var end = start.after(first, null);
        return new Journal(new LogWriter(folder, disk, log, lines, outputs, tornTail, end), null);
      });
    } catch (IOException e) {
      if (e instanceof FileAlreadyExistsException there
          && folder.toString().equals(there.getFile())) {
        throw JournalException.refused(
            "Incident " + incidentId + " exists already; open it or take a new id.", e);
      }
      throw JournalException.refused(
          "The log of a new incident cannot be made in "
              + folder
              + "; check its space and permissions, or set IRB_STATE to another folder.",
          e);
    }
  }

  /// Opens an existing incident: verifies its whole log, and repairs a torn tail.
  ///
  /// Refuses a corrupt log, naming file, line, offset, number and both hashes.
  public static Journal open(
      StateFolder state,
      String incidentId,
      Author author,
      InstantSource clock,
      LongSupplier mono,
      Masker masker,
      Disk disk)
      throws JournalException {
    var folder = state.incident(incidentId);
    var outputs = new Outputs(Outputs.folder(folder), disk);
    var lines = new LineWriter(incidentId, author, clock, mono, masker, outputs);
    var tornTail = new TornTail(folder, disk, clock);
    var log = opened(state.log(incidentId), incidentId, disk);
    var writer =
        new LogWriter(folder, disk, log, lines, outputs, tornTail, Point.start(incidentId));
    try {
      writer.settle();
      return new Journal(writer, null);
    } catch (JournalException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static DiskFile opened(Path file, String incident, Disk disk) throws JournalException {
    try {
      return Uninterrupted.call(() -> disk.open(file));
    } catch (NoSuchFileException e) {
      throw JournalException.refused(
          "There is no incident " + incident + ": its log is missing. List those there are.", e);
    } catch (IOException e) {
      throw JournalException.refused(
          "The log " + file + " cannot be opened; check its permissions.", e);
    }
  }

  /// Starts the next run, recording `run_started`, and returns this log as seen from it.
  public Journal startRun(Map<String, Object> data) throws JournalException {
    return new Journal(writer, writer.startRun(Entry.of("run_started", data)));
  }

  /// This log as seen from an earlier run, e.g. `20261121-013045-7f3a/2`, to go on with it.
  public Journal forRun(String id) {
    var prefix = writer.incident() + "/";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException("not a run of incident " + writer.incident() + ": " + id);
    }
    return new Journal(writer, id);
  }

  /// The run that every record appended here belongs to.
  public Optional<String> run() {
    return Optional.ofNullable(run);
  }

  /// Appends all of them, one behind the other, by one write and one force.
  public Head append(List<Entry> entries) throws JournalException {
    return writer.append(entries, run);
  }

  /// Appends one.
  public Head append(Entry entry) throws JournalException {
    return append(List.of(entry));
  }

  /// Keeps an output that was masked already, and says its name: the SHA-256 of its content.
  public String keepOutput(byte[] masked) throws JournalException {
    return writer.keep(masked);
  }

  /// Record `seq` and the files that would go with it; refuses what cannot be redacted.
  public Redactable redactable(long seq) throws JournalException {
    return writer.redactable(seq);
  }

  /// Takes record `seq` out of the log for good, with the files that only it names: a tombstone
  /// stays in its place, and a record `redacted` tells of it. One that is out already is finished,
  /// where a crash left some of its files.
  public Redactable redact(long seq, String reason) throws JournalException {
    return writer.redact(seq, reason);
  }

  /// The last record known to be durable.
  public Head head() {
    return writer.head();
  }

  /// Closes the log for all of its runs.
  @Override
  public void close() throws JournalException {
    writer.close();
  }
}
