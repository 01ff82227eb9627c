package irb.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks a whole log without taking its lock, in a fixed amount of memory.
public final class LogVerifier {
  private LogVerifier() {}

  /// What stands in the log `file`, e.g. `.../20261121-013045-7f3a/log.jsonl`.
  ///
  /// In a folder named like an incident the log must be that incident's. While another process
  /// writes, its last record may be seen as torn.
  public static Verdict verify(Path file) throws JournalException {
    return verify(file, null);
  }

  /// The same, and corrupt when the record that `mark` notes is gone or has another hash.
  public static Verdict verify(Path file, @Nullable Mark mark) throws JournalException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var scan = scan(file, channel::read, mark, (_, _, _) -> {});
      return held(scan, scan.verdict(), mark);
    } catch (NoSuchFileException _) {
      throw JournalException.refused("There is no log " + file + ".");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// Also checks the files that the records name. A log that is missing is corrupt.
  public static Examination examine(Path file, Optional<Mark> mark) throws JournalException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return examine(file, channel::read, mark);
    } catch (NoSuchFileException _) {
      var gone = new Verdict.Corrupt(file, 1, 0, 1, "unknown", "missing", "the log is gone");
      return new Examination(gone, List.of(), List.of(), List.of(), List.of());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// The same of a part of it.
  static Examination examine(Path file, LogScan.Source source, Optional<Mark> mark)
      throws IOException {
    var files = new NamedFiles(file.resolveSibling("").toAbsolutePath().normalize());
    var scan = scan(file, source, mark.orElse(null), files);
    var verdict = held(scan, scan.verdict(), mark.orElse(null));
    return new Examination(
        verdict, scan.redactions(), files.troubles(), files.unnamed(), notes(scan, mark));
  }

  private static LogScan scan(
      Path file, LogScan.Source source, @Nullable Mark mark, LogScan.Witness witness) {
    return new LogScan(file, source, start(file), mark == null ? 0 : mark.seq(), witness);
  }

  /// A line that is gone no longer ties those before it to the hashes behind it.
  private static List<String> notes(LogScan scan, Optional<Mark> mark) {
    var notes = new ArrayList<String>();
    for (var redaction : scan.redactions()) {
      if (mark.isPresent()
          && redaction.seq() <= mark.get().seq()
          && redaction.told() > mark.get().seq()) {
        notes.add(
            "record %d was redacted after %s was noted, which no longer vouches for records 1 to %d; a head noted before record %d, or since record %d, does"
                .formatted(
                    redaction.seq(),
                    mark.get(),
                    redaction.seq(),
                    redaction.seq(),
                    redaction.told()));
      }
    }
    return notes;
  }

  private static Verdict held(LogScan scan, Verdict verdict, @Nullable Mark mark) {
    if (mark == null || verdict instanceof Verdict.Corrupt) {
      return verdict;
    }
    var found = scan.wanted().map(p -> p.head().hash()).orElse(null);
    if (found != null && found.startsWith(mark.prefix())) {
      return verdict;
    }
    return new Verdict.Corrupt(
        scan.file(),
        mark.seq(),
        scan.point().offset(),
        mark.seq(),
        mark.prefix(),
        found == null ? "missing" : found,
        found == null
            ? "the log ends before the noted record: its last records were dropped"
            : "the noted record is another one: the log was rewritten");
  }

  private static @Nullable Point start(Path file) {
    var parent = file.toAbsolutePath().normalize().getParent();
    var folder = parent == null ? "" : String.valueOf(parent.getFileName());
    return StateFolder.isIncident(folder) ? Point.start(folder) : null;
  }

  private static JournalException unreadable(Path file, IOException cause) {
    return JournalException.refused("The log " + file + " cannot be read; check the disk.", cause);
  }
}
