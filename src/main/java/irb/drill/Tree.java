package irb.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder with all that is in it.
record Tree(Path root) {

  /// Deletes all of it; nothing happens when it is not there.
  void delete() throws IOException {
    try (var all = Files.walk(root)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException _) {
      // it is gone, which is what was wanted
    }
  }
}
