package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Where the last lines of a file begin, found by reading backwards from its end.
final class LastLines {
  private static final int CHUNK = 1 << 16;

  private LastLines() {}

  /// Of the first `size` bytes, the offset of the last `count` lines that end with a newline; 0
  /// when there are not so many. That of no line is behind the last newline.
  static long offset(FileChannel channel, long size, long count) throws IOException {
    var chunk = ByteBuffer.allocate(CHUNK);
    var newlines = 0L;
    for (var end = size; end > 0; ) {
      var start = Math.max(0, end - CHUNK);
      read(channel, chunk.clear().limit((int) (end - start)), start);
      for (var i = chunk.limit() - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n' && newlines++ == count) {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private static void read(FileChannel channel, ByteBuffer target, long offset) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target, offset + target.position()) < 0) {
        throw new IOException("the log became shorter while it was read");
      }
    }
  }
}
