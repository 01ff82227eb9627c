package irb.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes files that are not there yet: all of them or, when one cannot be written, none.
public final class Writing {
  private final List<Path> written = new ArrayList<>();

  /// Writes each text to its path below `folder`.
  public void write(Path folder, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private void write(Path file, String text) throws IOException {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.createFile(file);
      written.add(file); // also when it is only begun, it is to go again
      Files.writeString(file, text);
    } catch (IOException e) {
      undo();
      throw e;
    }
  }

  private void undo() throws IOException {
    for (var file : written) {
      Files.deleteIfExists(file);
    }
  }

  /// What was written, in this order.
  public List<Path> written() {
    return List.copyOf(written);
  }
}
