package irb.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// An open file of a [Disk].
public interface DiskFile extends Closeable {
  long length() throws IOException;

  /// As many bytes as there are, at most `target` takes; -1 at the end.
  int read(ByteBuffer target, long offset) throws IOException;

  /// All of `bytes`, by one call to the system wherever it takes them all.
  void write(ByteBuffer bytes, long offset) throws IOException;

  /// Makes the content durable.
  void force() throws IOException;

  void truncate(long length) throws IOException;

  /// Whether `path` still names this very file.
  boolean isAt(Path path) throws IOException;
}
