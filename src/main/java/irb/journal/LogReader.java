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

  private byte[] last = {};
  private long begun;

  private LogReader(Path file, FileChannel channel, long from) throws IOException {
    this.file = file;
    this.channel = channel.position(from);
    this.begun = from;
  }

  /// Starts at the first record of the log `file`.
  public static LogReader open(Path file) throws JournalException {
    return open(file, _ -> 0);
  }

  /// Starts at the last `count` records, or at the first when there are not so many. It is found
  /// from the end, so that a long log takes no longer than a short one.
  public static LogReader openLast(Path file, long count) throws JournalException {
    return open(file, channel -> LastLines.offset(channel, channel.size(), count));
  }

  private interface Place {
    long in(FileChannel channel) throws IOException;
  }

  private static LogReader open(Path file, Place place) throws JournalException {
    try {
      var channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return new LogReader(file, channel, place.in(channel));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
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
    return data(record, file.resolveSibling("."));
  }

  static Map<String, Object> data(Record record, Path incident) throws JournalException {
    var name = NamedFile.reference(record.data());
    if (name.isEmpty()) {
      return record.data();
    }
    var content = Outputs.read(incident, name.get());
    try {
      return RecordParser.map(content);
    } catch (IOException | RuntimeException e) {
      throw JournalException.refused(
          "The output " + name.get() + " is not the data of a record.", e);
    }
  }

  private Record parsed() throws JournalException {
    begun += last.length + (last.length == 0 ? 0 : 1);
    last = line.toByteArray();
    try {
      return RecordParser.record(last);
    } catch (IOException | RuntimeException e) {
      throw notARecord(e);
    } finally {
      line.reset();
    }
  }

  /// The bytes of the record that was read last, without their newline.
  byte[] line() {
    return last.clone();
  }

  /// Where they begin in the file.
  long offset() {
    return begun;
  }

  private JournalException notARecord(Exception cause) {
    return JournalException.refused(
        "The line at byte " + begun + " of " + file + " is not a record; run `irb log verify`.",
        cause);
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
