package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import irb.journal.LineWriter.Draft;
import irb.journal.Uninterrupted.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One incident's open log file: appends under the lock, and stops for good when the disk fails.
final class LogWriter implements AutoCloseable {
  private final Path folder;
  private final Path file;
  private final Disk disk;
  private final LineWriter lines;
  private final Outputs outputs;
  private final TornTail tornTail;

  // all are written under the lock only
  private volatile DiskFile log;
  private volatile Point end;
  private volatile @Nullable JournalException broken;

  /// `end` is a verified place in `log`; what stands behind it is settled before the first append.
  LogWriter(
      Path folder,
      Disk disk,
      DiskFile log,
      LineWriter lines,
      Outputs outputs,
      TornTail tornTail,
      Point end) {
    this.folder = folder;
    this.disk = disk;
    this.file = folder.resolve(StateFolder.LOG);
    this.log = log;
    this.lines = lines;
    this.outputs = outputs;
    this.tornTail = tornTail;
    this.end = end;
  }

  Head head() {
    return end.head();
  }

  String incident() {
    return end.incident();
  }

  /// Verifies what others wrote, and repairs a tail that somebody's death tore.
  void settle() throws JournalException {
    locked(() -> {
      catchUp();
      return end;
    });
  }

  Head append(List<Entry> entries, @Nullable String run) throws JournalException {
    var drafts = drafts(entries);
    return locked(() -> {
      catchUp();
      return write(drafts, run);
    });
  }

  /// Appends `entry` as the first record of a new run and returns that run's id.
  String startRun(Entry entry) throws JournalException {
    var drafts = drafts(List.of(entry));
    return locked(() -> {
      catchUp();
      var run = end.incident() + "/" + (end.runs() + 1);
      write(drafts, run);
      return run;
    });
  }

  Redactable redactable(long seq) throws JournalException {
    return locked(() -> {
      catchUp();
      return Redactable.find(file, seq);
    });
  }

  /// Puts a file in the log's place that lacks record `seq`; the next append goes on with that.
  Redactable redact(long seq, String reason) throws JournalException {
    return locked(() -> {
      catchUp();
      var redactable = Redactable.find(file, seq);
      var redactor = new Redactor(folder, disk, lines);
      if (!redactable.done()) {
        redactor.redact(log, end, redactable, reason);
      }
      redactor.remove(redactable);
      catchUp();
      return redactable;
    });
  }

  String keep(byte[] content) throws JournalException {
    return locked(() -> outputs.keep(content));
  }

  private List<Draft> drafts(List<Entry> entries) throws JournalException {
    var drafts = new ArrayList<Draft>();
    for (var entry : entries) {
      drafts.add(lines.draft(entry));
    }
    return drafts;
  }

  private <T> T locked(Work<T> work) throws JournalException {
    try {
      return Uninterrupted.call(() -> underLock(work));
    } catch (IOException e) {
      // only when the lock itself could not be had or given back
      throw stop("The lock beside " + file + " failed", e);
    }
  }

  private <T> T underLock(Work<T> work) throws IOException, JournalException {
    try (var _ = IncidentLock.of(folder)) {
      if (broken != null) {
        throw JournalException.fatal(
            "The log "
                + file
                + " takes no more records from this process: writing failed before."
                + " Start irb again to go on.",
            broken);
      }
      try {
        return work.run();
      } catch (IOException e) {
        throw stop("The log " + file + " could not be written", e);
      }
    }
  }

  private JournalException stop(String what, IOException cause) {
    var stopped =
        JournalException.fatal(
            what
                + ", and this process writes nothing more to it: check the disk, then start irb"
                + " again; it repairs what was cut short.",
            cause);
    broken = stopped;
    return stopped;
  }

  private JournalException distrust(String what) {
    var stopped =
        JournalException.fatal(
            what
                + ". Nothing is repaired and nothing more is written; keep the file as it is and"
                + " find out who touched it.",
            null);
    broken = stopped;
    return stopped;
  }

  private void catchUp() throws IOException, JournalException {
    if (!log.isAt(file)) {
      reopen();
    }
    var length = log.length();
    if (length < end.offset() || !endsAsRemembered()) {
      throw distrust("The log " + file + " was changed at or before " + end.head());
    }
    if (length == end.offset() && length > 0) {
      return;
    }
    var scan = new LogScan(file, log::read, end);
    switch (scan.verdict()) {
      case Verdict.Corrupt corrupt -> throw distrust(corrupt.text());
      case Verdict.Intact _ -> end = scan.point();
      case Verdict.Torn torn -> {
        end = scan.point();
        repair(torn, scan.lacksNewline());
      }
    }
  }

  private void reopen() throws IOException, JournalException {
    var other = Replacement.of(file, disk, end);
    if (!other.why().isEmpty()) {
      throw distrust("The log " + file + " was moved or replaced while it was open" + other.why());
    }
    var before = log;
    end = other.place();
    log = other.open();
    before.close();
  }

  private boolean endsAsRemembered() throws IOException {
    if (end.offset() == 0) {
      return true;
    }
    var expected = end.head().hash() + "\"}\n";
    var found = ByteBuffer.allocate(expected.length());
    return log.read(found, end.offset() - expected.length()) == expected.length()
        && expected.equals(new String(found.array(), US_ASCII));
  }

  private void repair(Verdict.Torn torn, boolean lacksNewline)
      throws IOException, JournalException {
    var recovered = torn.bytes() > 0 ? tornTail.setAside(log, torn) : null;
    if (lacksNewline) {
      log.write(ByteBuffer.wrap(new byte[] {'\n'}), end.offset());
      log.force();
      end = end.afterNewline();
    }
    if (recovered != null) {
      write(List.of(lines.draft(recovered)), null);
    }
  }

  private Head write(List<Draft> drafts, @Nullable String run) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var after = end;
    for (var draft : drafts) {
      var line = lines.line(after, draft, run);
      bytes.writeBytes(line.bytes());
      after = after.after(line, run);
    }
    if (bytes.size() > 0) {
      log.write(ByteBuffer.wrap(bytes.toByteArray()), end.offset());
      log.force();
      end = after;
    }
    return after.head();
  }

  @Override
  public void close() throws JournalException {
    try {
      log.close();
    } catch (IOException e) {
      throw stop("The log " + file + " could not be closed", e);
    }
  }
}
