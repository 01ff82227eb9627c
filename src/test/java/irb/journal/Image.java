package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is found on a disk after a crash: paths from its root, folders with a slash behind them,
/// and the bytes of files as Latin-1.
record Image(SortedMap<String, String> files) {
  Image {
    files = new TreeMap<>(files);
  }

  /// Makes `root` hold this and nothing else.
  void restore(Path root) throws IOException {
    try (var old = Files.walk(root)) {
      for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(root) && !files.containsKey(name(root, path))) {
          Files.delete(path);
        }
      }
    }
    for (var file : files.entrySet()) {
      var path = root.resolve(file.getKey());
      if (!file.getKey().endsWith("/")) {
        write(path, file.getValue().getBytes(ISO_8859_1));
      } else if (!Files.isDirectory(path)) {
        Files.createDirectory(path);
      }
    }
  }

  // never through an empty file: some file systems force what then replaces it
  private static void write(Path path, byte[] bytes) throws IOException {
    try (var channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes));
      if (channel.size() > bytes.length) {
        channel.truncate(bytes.length);
      }
    }
  }

  private static String name(Path root, Path path) {
    return root.relativize(path) + (Files.isDirectory(path) ? "/" : "");
  }

  /// For whoever reads that a test failed.
  @Override
  public String toString() {
    var text = new StringBuilder();
    files.forEach(
        (name, bytes) -> text.append(name).append(' ').append(bytes.length()).append(' '));
    return text.toString();
  }
}
