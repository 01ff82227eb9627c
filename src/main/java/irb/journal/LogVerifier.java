package irb.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
      var scan = new LogScan(file, channel::read, start(file), mark == null ? 0 : mark.seq());
      var verdict = scan.verdict();
      return mark == null || verdict instanceof Verdict.Corrupt
          ? verdict
          : held(scan, verdict, mark);
    } catch (NoSuchFileException _) {
      throw JournalException.refused("There is no log " + file + ".");
    } catch (IOException e) {
      throw JournalException.refused("The log " + file + " cannot be read; check the disk.", e);
    }
  }

  private static Verdict held(LogScan scan, Verdict verdict, Mark mark) {
    var found = scan.hashOfWanted();
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
}
