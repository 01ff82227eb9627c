package irb.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/// What steps saved of their output: the files of an incident's `evidence/`.
///
/// A file has a name only when it is complete and durable, and no other step, visit or run writes
/// over one that has.
public final class EvidenceFolder {
  private final Path folder;
  private final Disk disk;

  /// The folder of the incident in `incident`; it is made when the first file is.
  public EvidenceFolder(Path incident, Disk disk) {
    this.folder = incident.resolve("evidence");
    this.disk = disk;
  }

  /// A file as it was kept: `name` is relative to the incident's folder.
  public record Kept(String name, long bytes, String sha256) {}

  /// Begins a file; `label` is one that no other file in the making has.
  public Draft draft(String label) throws IOException {
    return uninterrupted(() -> {
      if (!Files.isDirectory(folder)) {
        make();
      }
      var temporary = folder.resolve("." + label + ".new");
      return new Draft(temporary, created(temporary));
    });
  }

  /// Only a process that died in this run can have left one of this name.
  private DiskFile created(Path temporary) throws IOException {
    try {
      return disk.create(temporary);
    } catch (FileAlreadyExistsException _) {
      disk.delete(temporary);
      return disk.create(temporary);
    }
  }

  private void make() throws IOException {
    try {
      disk.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      // a neighbouring step may have been faster
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    disk.forceFolder(folder.resolveSibling("."));
  }

  /// A file that is being written and has no name yet.
  public final class Draft extends OutputStream {
    private final Path temporary;
    private final DiskFile file;
    private final MessageDigest digest = Chain.sha256();
    private long count;

    private Draft(Path temporary, DiskFile file) {
      this.temporary = temporary;
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      uninterrupted(() -> {
        file.write(ByteBuffer.wrap(bytes, from, length), count);
        return length;
      });
      digest.update(bytes, from, length);
      count += length;
    }

    /// Makes it durable under the name `wanted`, or `wanted.2` and so on where that is taken; in
    /// place of `earlier`, when there is one.
    public Kept keep(String wanted, Optional<Kept> earlier) throws IOException {
      var sha256 = Chain.hex(digest.digest());
      return uninterrupted(() -> {
        file.force();
        file.close();
        var to =
            earlier.isPresent() ? folder.resolveSibling(earlier.get().name()) : reserved(wanted);
        disk.rename(temporary, to);
        disk.forceFolder(folder);
        return new Kept(folder.getFileName() + "/" + to.getFileName(), count, sha256);
      });
    }

    /// Lets go of it without a name.
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// A free name, taken by an empty file: two processes never choose the same.
  private Path reserved(String wanted) throws IOException {
    for (var number = 1; ; number++) {
      var file = folder.resolve(number == 1 ? wanted : wanted + "." + number);
      try {
        disk.create(file).close();
        return file;
      } catch (FileAlreadyExistsException _) {
        // taken
      }
    }
  }

  private static <T> T uninterrupted(Uninterrupted.Work<T> work) throws IOException {
    try {
      return Uninterrupted.call(work);
    } catch (JournalException e) {
      throw new IllegalStateException(e); // files know nothing of the log
    }
  }
}
