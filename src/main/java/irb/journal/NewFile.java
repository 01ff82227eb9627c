package irb.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A file that its owner alone may read, and that has its name when it is whole and durable.
record NewFile(Path file, Disk disk) {
  @FunctionalInterface
  interface Content<T> {
    T writeTo(OutputStream out) throws IOException;
  }

  /// Refuses a name that is taken; what cannot be written leaves nothing behind.
  <T> T with(Content<T> content) throws IOException {
    // takes the name, so that nobody else's file is written over
    var taken = disk.create(file);
    var temporary = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      taken.close();
      disk.delete(temporary);
      T told;
      try (var opened = disk.create(temporary);
          var out = new BufferedOutputStream(new Sequential(opened), 1 << 16)) {
        told = content.writeTo(out);
        out.flush();
        opened.force();
      }
      disk.rename(temporary, file);
      disk.forceFolder(file.toAbsolutePath().resolveSibling("."));
      return told;
    } catch (IOException | RuntimeException e) {
      disk.delete(temporary);
      disk.delete(file);
      throw e;
    }
  }

  private static final class Sequential extends OutputStream {
    private final DiskFile file;
    private long at;

    Sequential(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(ByteBuffer.wrap(bytes, from, length), at);
      at += length;
    }
  }
}
