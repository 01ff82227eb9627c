package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// A log that appears, durable and with its first record in it, or not at all.
record NewLog(StateFolder state, Path folder, Disk disk) {
  /// Makes the incident's folder, which must not exist, and the log in it.
  DiskFile with(Line first) throws IOException {
    ensure(state.incidents(), disk);
    disk.createFolder(folder);
    var temporary = folder.resolve(StateFolder.LOG + ".new");
    var log = disk.create(temporary);
    try {
      log.write(ByteBuffer.wrap(first.bytes()), 0);
      log.force();
      disk.rename(temporary, folder.resolve(StateFolder.LOG));
      disk.forceFolder(folder);
      // also when they were there: whoever made them may have died before forcing them
      disk.forceFolder(state.incidents());
      disk.forceFolder(state.path());
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// Makes a folder and those above it, as far as they are not there.
  static void ensure(Path wanted, Disk disk) throws IOException {
    var parent = wanted.getParent();
    if (Files.isDirectory(wanted) || parent == null) {
      return;
    }
    ensure(parent, disk);
    try {
      disk.createFolder(wanted);
    } catch (IOException e) {
      // another process may have been faster
      if (!Files.isDirectory(wanted)) {
        throw e;
      }
    }
    disk.forceFolder(parent);
  }
}
