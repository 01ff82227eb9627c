package irb.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/// A log being read, record by record, in a fixed amount of memory and without its lock.
///
/// It believes what it reads: [LogVerifier] checks.
public final class LogReader implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int filled;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private LogReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Starts at the first record of the log `file`.
  public static LogReader open(Path file) throws JournalException {
    try {
      return new LogReader(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw JournalException.refused("There is no log " + file + ".", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// The next record; empty behind the last newline, and a record again once one was appended.
  public Optional<Record> next() throws JournalException {
    try {
      while (!hasLine()) {
        filled = channel.read(ByteBuffer.wrap(chunk));
        at = 0;
        if (filled <= 0) {
          // still being written, or torn and about to be cut: it will be read again
          channel.position(channel.position() - line.size());
          line.reset();
          return Optional.empty();
        }
      }
      return Optional.of(parsed());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// Moves what is left of the chunk to `line`, up to a newline; says whether there was one.
  private boolean hasLine() throws JournalException {
    var start = at;
    while (at < filled && chunk[at] != '\n') {
      at++;
    }
    line.write(chunk, start, at - start);
    if (line.size() > Line.LONGEST) {
      throw notARecord(new IOException("longer than 1 MiB"));
    }
    return at++ < filled;
  }

  /// The data of `record`, read from their own file and checked when they were too large.
  public Map<String, Object> data(Record record) throws JournalException {
    var data = record.data();
    if (data.size() != 2
        || !(data.get("file") instanceof String name)
        || !name.matches("[0-9a-f]{64}")
        || !(data.get("bytes") instanceof Long)) {
      return data;
    }
    var content = Outputs.read(file.resolveSibling("."), name);
    try {
      return RecordParser.map(content);
    } catch (IOException e) {
      throw JournalException.refused("The output " + name + " is not the data of a record.", e);
    }
  }

  private Record parsed() throws JournalException {
    number++;
    try {
      return RecordParser.record(line.toByteArray());
    } catch (IOException | RuntimeException e) {
      throw notARecord(e);
    } finally {
      line.reset();
    }
  }

  private JournalException notARecord(Exception cause) {
    return JournalException.refused(
        "Line " + number + " of " + file + " is not a record; run `irb log verify`.", cause);
  }

  private static JournalException unreadable(Path file, IOException cause) {
    return JournalException.refused("The log " + file + " cannot be read; check the disk.", cause);
  }

  @Override
  public void close() throws JournalException {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
