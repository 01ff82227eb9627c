package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An incident as it is at one moment, to be taken away: its log up to the last newline, whoever
/// appends meanwhile, and the files beside it.
public final class Snapshot implements AutoCloseable {
  private static final Instant UNKNOWN = Instant.parse("1980-01-01T00:00:00Z");

  private final Path folder;
  private final FileChannel log;
  private final long length;
  private final Examination examination;

  private Snapshot(Path folder, FileChannel log, long length, Examination examination) {
    this.folder = folder;
    this.log = log;
    this.length = length;
    this.examination = examination;
  }

  /// Of `incident`, checked. A corrupt one is taken like any other.
  public static Snapshot of(StateFolder state, String incident) throws JournalException {
    var file = state.log(incident);
    try {
      var channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        var length = LastLines.offset(channel, channel.size(), 0);
        var examination = LogVerifier.examine(file, part(channel, length), Optional.empty());
        return new Snapshot(state.incident(incident), channel, length, examination);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw JournalException.refused("There is no log " + file + ".", e);
    } catch (IOException e) {
      throw JournalException.refused("The incident in " + folder(file) + " cannot be read.", e);
    }
  }

  private static Path folder(Path log) {
    return log.resolveSibling(".").normalize();
  }

  private static LogScan.Source part(FileChannel channel, long length) {
    return (target, offset) -> {
      if (offset >= length) {
        return -1;
      }
      var room = (int) Math.min(target.remaining(), length - offset);
      var count = channel.read(target.slice().limit(room), offset);
      target.position(target.position() + Math.max(count, 0));
      return count;
    };
  }

  public Examination examination() {
    return examination;
  }

  /// Writes it as a zip archive with a text that says how to check it, and says which files were
  /// left out because they are none. The same snapshot gives the same bytes.
  public List<String> writeTo(OutputStream out, String verify) throws IOException {
    try (var zip = new EvidenceZip(out, time())) {
      zip.add(StateFolder.LOG, this::copyLog);
      zip.addAll(folder, NamedFiles.present(folder));
      zip.add("VERIFY", to -> to.write(verify.getBytes(UTF_8)));
      zip.finish();
      return zip.leftOut();
    }
  }

  /// The same into `file`, which must not exist: it appears, durable, when it is whole.
  public List<String> save(Path file, String verify, Disk disk) throws JournalException {
    try {
      return Uninterrupted.call(() -> new NewFile(file, disk).with(out -> writeTo(out, verify)));
    } catch (FileAlreadyExistsException _) {
      throw JournalException.refused(file + " exists already; irb writes over no file.");
    } catch (IOException e) {
      throw JournalException.refused("The archive " + file + " cannot be written.", e);
    }
  }

  private void copyLog(OutputStream to) throws IOException {
    var chunk = ByteBuffer.allocate(1 << 16);
    for (var at = 0L; at < length; ) {
      var count = log.read(chunk.clear().limit((int) Math.min(1 << 16, length - at)), at);
      if (count <= 0) {
        throw new IOException("the log became shorter while it was copied");
      }
      to.write(chunk.array(), 0, count);
      at += count;
    }
  }

  /// That of the last record, when it is one.
  private Instant time() throws IOException {
    var start = LastLines.offset(log, length, 1);
    if (length - start > Line.LONGEST || length == 0) {
      return UNKNOWN;
    }
    var line = ByteBuffer.allocate((int) (length - start));
    while (line.hasRemaining() && log.read(line, start + line.position()) > 0) {
      // until it is full
    }
    try {
      return RecordParser.record(line.array()).ts();
    } catch (IOException | RuntimeException _) {
      return UNKNOWN;
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
