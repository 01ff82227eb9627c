package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is too large for a line: files in `outputs/`, each named by the SHA-256 of its content.
record Outputs(Path folder, Disk disk) {
  static Path folder(Path incident) {
    return incident.resolve("outputs");
  }

  /// Makes `content` durable and says its name; the caller holds the incident's lock.
  String keep(byte[] content) throws IOException {
    var name = Chain.hex(Chain.sha256().digest(content));
    var file = folder.resolve(name);
    if (!Files.exists(folder)) {
      disk.createFolder(folder);
      disk.forceFolder(folder.resolveSibling("."));
    }
    if (!Files.exists(file) || Files.size(file) != content.length) {
      write(content, folder.resolve(name + ".new"), file);
    }
    // also when it was there: whoever wrote it may have died between renaming and forcing
    disk.forceFolder(folder);
    return name;
  }

  private void write(byte[] content, Path temporary, Path file) throws IOException {
    disk.delete(temporary);
    try (var output = disk.create(temporary)) {
      output.write(ByteBuffer.wrap(content), 0);
      output.force();
    }
    disk.rename(temporary, file);
  }

  /// The content of the file `name` in an incident's outputs, which must have that SHA-256.
  static byte[] read(Path incident, String name) throws JournalException {
    var file = folder(incident).resolve(name);
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw JournalException.refused(
          "The output " + file + ", which the log names, cannot be read.", e);
    }
    var found = Chain.hex(Chain.sha256().digest(content));
    if (!found.equals(name)) {
      throw JournalException.refused(
          "The output " + file + " was changed: its SHA-256 is " + found + ". Do not trust it.");
    }
    return content;
  }
}
