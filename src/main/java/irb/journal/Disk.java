package irb.journal;

import java.io.IOException;
import java.nio.file.Path;

/// The file operations that a log is made of.
public interface Disk {
  /// The disk of this machine.
  static Disk real() {
    return new RealDisk();
  }

  /// Makes a folder that only its owner may enter (0700); its parent must exist, it must not.
  void createFolder(Path folder) throws IOException;

  /// Makes a file that only its owner may read (0600); it must not exist.
  DiskFile create(Path file) throws IOException;

  /// Opens an existing file for reading and writing.
  DiskFile open(Path file) throws IOException;

  /// Gives a file its final name, in one step.
  void rename(Path from, Path to) throws IOException;

  /// Removes a file that never got its final name.
  void delete(Path file) throws IOException;

  /// Makes the names in a folder durable.
  void forceFolder(Path folder) throws IOException;
}
