package irb.crash;

import irb.crash.Kill.When;
import irb.journal.Disk;
import irb.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real disk until the moment of death; whoever lives on after that gets nothing more onto it.
final class MortalDisk implements Disk {
  private final Disk disk = Disk.real();
  private final List<String> operations = new ArrayList<>();
  private final Kill kill;
  private final Runnable death;
  private boolean dead;

  MortalDisk(Kill kill, Runnable death) {
    this.kill = kill;
    this.death = death;
  }

  /// A disk under a program in this process: death is an error that nobody expects.
  static MortalDisk here(Kill kill) {
    return new MortalDisk(kill, () -> {});
  }

  /// What kills a program in this process.
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1;

    KilledError() {
      super("killed", null, false, false);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /// What was done so far, e.g. `write`.
  synchronized List<String> operations() {
    return List.copyOf(operations);
  }

  synchronized boolean isDead() {
    return dead;
  }

  private void done(String operation, Work work) throws IOException {
    done(operation, work, () -> {});
  }

  private synchronized void done(String operation, Work work, Work half) throws IOException {
    alive();
    operations.add(operation);
    var now = operations.size() == kill.at();
    if (now && kill.when() == When.TORN) {
      half.run();
    }
    if (now && kill.when() != When.AFTER) {
      die();
    }
    work.run();
    if (now) {
      die();
    }
  }

  private void die() {
    dead = true;
    death.run();
    alive();
  }

  private synchronized void alive() {
    if (dead) {
      throw new KilledError();
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    done("createFolder", () -> disk.createFolder(folder));
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    var made = new ArrayList<DiskFile>();
    done("create", () -> made.add(disk.create(file)));
    return new File(made.getFirst());
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    alive();
    return new File(disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    done("rename", () -> disk.rename(from, to));
  }

  @Override
  public void delete(Path file) throws IOException {
    done("delete", () -> disk.delete(file));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    done("forceFolder", () -> disk.forceFolder(folder));
  }

  private final class File implements DiskFile {
    private final DiskFile file;

    File(DiskFile file) {
      this.file = file;
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      return file.read(target, offset);
    }

    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      done(
          "write",
          () -> file.write(bytes, offset),
          () -> file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), offset));
    }

    @Override
    public void force() throws IOException {
      done("force", file::force);
    }

    @Override
    public void truncate(long length) throws IOException {
      done("truncate", () -> file.truncate(length));
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      return file.isAt(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
