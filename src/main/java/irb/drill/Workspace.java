package irb.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The folder of one running drill; it is gone when the drill is over. A lock in it tells later
/// drills whether its owner still lives.
final class Workspace implements AutoCloseable {
  static final String LOCK = "owner.lock";

  /// How a folder is called that is being made.
  static final String DRAFT = "new-";

  private final Path folder;
  private final FileChannel lock;

  private Workspace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static Workspace open(Path running) throws SandboxException {
    try {
      Files.createDirectories(running);
      var draft = Files.createTempDirectory(running, DRAFT);
      var lock =
          FileChannel.open(
              draft.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      // under its name it is locked already, so that no other drill takes it for an orphan
      var name = draft.getFileName().toString().substring(DRAFT.length());
      var folder = running.resolve(ProcessHandle.current().pid() + "-" + name);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      return new Workspace(folder, lock);
    } catch (IOException e) {
      throw new SandboxException("a drill needs a folder in " + running, e);
    }
  }

  /// A folder in it for the target called `name`.
  Path of(String name) throws SandboxException {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException e) {
      throw new SandboxException("no folder can be made in " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
      new Tree(folder).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
