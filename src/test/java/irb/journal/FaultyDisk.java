package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/// A disk whose calls fail as told, and which forgets what was not forced when its machine dies.
final class FaultyDisk implements Disk {
  private final Disk real = Disk.real();
  private final LongPredicate failing;
  private final Map<Path, Long> durable = new HashMap<>();
  private long room;
  private long calls;
  private boolean forceFailed;
  private boolean wroteAfterThat;

  /// Fails the calls whose number `failing` names, counted from 1, and all writes beyond `room`.
  FaultyDisk(LongPredicate failing, long room) {
    this.failing = failing;
    this.room = room;
  }

  long calls() {
    return calls;
  }

  /// Whether a write came after a failed force, in the same process.
  boolean wroteAfterAFailedForce() {
    return wroteAfterThat;
  }

  /// From here on it is another process that calls.
  void nextProcess() {
    forceFailed = false;
  }

  /// Cuts every file back to what was forced.
  void crash() throws IOException {
    for (var entry : durable.entrySet()) {
      if (Files.exists(entry.getKey()) && Files.size(entry.getKey()) > entry.getValue()) {
        try (var channel = FileChannel.open(entry.getKey(), StandardOpenOption.WRITE)) {
          channel.truncate(entry.getValue());
        }
      }
    }
  }

  private void call() throws IOException {
    if (failing.test(++calls)) {
      throw new IOException("call " + calls + " fails");
    }
  }

  private void forcing() throws IOException {
    try {
      call();
    } catch (IOException e) {
      forceFailed = true;
      throw e;
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    call();
    real.createFolder(folder);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    call();
    durable.put(file, 0L);
    return new Opened(real.create(file), file);
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    call();
    durable.put(file, Files.size(file));
    return new Opened(real.open(file), file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call();
    real.rename(from, to);
    durable.put(to, durable.getOrDefault(from, 0L));
  }

  @Override
  public void delete(Path file) throws IOException {
    call();
    real.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    forcing();
    // not forced in fact, here and below: what a crash leaves is known without that
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  private final class Opened implements DiskFile {
    private final DiskFile file;
    private Path path;

    Opened(DiskFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public long length() throws IOException {
      call();
      return file.length();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      call();
      return file.read(target, offset);
    }

    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      var wanted = bytes.remaining();
      wroteAfterThat |= forceFailed;
      try {
        call();
      } catch (IOException e) {
        file.write(bytes.slice(bytes.position(), wanted / 2), offset);
        throw e;
      }
      if (wanted > room) {
        file.write(bytes.slice(bytes.position(), (int) room), offset);
        room = 0;
        throw new IOException("No space left on device");
      }
      room -= wanted;
      file.write(bytes, offset);
    }

    @Override
    public void force() throws IOException {
      forcing();
      durable.put(path, file.length());
    }

    @Override
    public void truncate(long length) throws IOException {
      call();
      file.truncate(length);
    }

    @Override
    public boolean isAt(Path current) throws IOException {
      call();
      path = current;
      return file.isAt(current);
    }

    @Override
    public void close() throws IOException {
      file.close();
      call();
    }
  }
}
