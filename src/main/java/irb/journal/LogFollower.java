package irb.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A log being read while others append, from its last records on, also when a redaction puts
/// another file in its place.
public final class LogFollower implements AutoCloseable {
  private final Path file;
  private @Nullable Object key;
  private LogReader reader;
  private long seq;

  private LogFollower(Path file, @Nullable Object key, LogReader reader) {
    this.file = file;
    this.key = key;
    this.reader = reader;
  }

  /// Starts `count` records before the end of `file`.
  public static LogFollower open(Path file, long count) throws JournalException {
    // before the file is opened: one that takes its place in between is noticed all the same
    var key = key(file);
    return new LogFollower(file, key, LogReader.openLast(file, count));
  }

  /// The next record, when there is one by now.
  public Optional<Record> next() throws JournalException {
    var next = reader.next();
    var now = next.isPresent() ? key : key(file);
    if (next.isEmpty() && now != null && !Objects.equals(key, now)) {
      reader.close();
      reader = LogReader.open(file);
      key = now;
      next = skipped();
    }
    next.ifPresent(record -> seq = record.seq());
    return next;
  }

  private Optional<Record> skipped() throws JournalException {
    var next = reader.next();
    while (next.isPresent() && next.get().seq() <= seq) {
      next = reader.next();
    }
    return next;
  }

  /// The data of `record`, wherever they are.
  public Record resolved(Record record) throws JournalException {
    return record.with(reader.data(record));
  }

  private static @Nullable Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException _) {
      return null; // opening it says why
    }
  }

  @Override
  public void close() throws JournalException {
    reader.close();
  }
}
