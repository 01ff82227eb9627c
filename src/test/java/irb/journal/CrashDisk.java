package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

/// A disk that loses its power: it knows what a crash may leave of what was done to it.
///
/// What is done is done to real files in `root` as well, because irb also looks at those; nothing
/// is really forced.
final class CrashDisk implements Disk {
  private final Disk real = Disk.real();
  private final Path root;
  private final Consumer<Platter> beforeForce;
  private Platter platter = new Platter();
  private long callsLeft = Long.MAX_VALUE;
  private int lives;

  /// `root` is empty, or restarted with an image; `beforeForce` is told what there is before
  /// anything is made durable.
  CrashDisk(Path root, Consumer<Platter> beforeForce) {
    this.root = root;
    this.beforeForce = beforeForce;
  }

  Platter platter() {
    return platter;
  }

  /// The power fails at the `calls`-th call from here, counted from 1.
  void dieAt(long calls) {
    callsLeft = calls;
  }

  boolean isDead() {
    return callsLeft <= 0;
  }

  /// The power comes back: everything unforced is lost, there, or torn.
  Image restart(Random random) throws IOException {
    return restart(platter.image(random));
  }

  Image restart(Image image) throws IOException {
    image.restore(root);
    platter = new Platter(image);
    callsLeft = Long.MAX_VALUE;
    lives++;
    return image;
  }

  private void call() throws IOException {
    if (--callsLeft <= 0) {
      throw new IOException("the power failed");
    }
  }

  private String path(Path path) {
    return root.relativize(path.normalize()).toString();
  }

  private String folder(Path path) {
    return path(path).isEmpty() ? "" : path(path) + "/";
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    real.createFolder(folder);
    platter.folder(folder(folder));
    call();
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    var opened = real.create(file);
    var number = platter.file(Content.of(new byte[0]));
    platter.name("", path(file), number);
    return opened(opened, number);
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    return opened(real.open(file), platter.number(path(file)));
  }

  private DiskFile opened(DiskFile file, int number) throws IOException {
    try {
      call();
      return new Opened(file, number, lives);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
    platter.name(path(from), path(to), platter.number(path(from)));
    call();
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
    if (platter.number(path(file)) >= 0) {
      platter.name(path(file), "", 0);
    }
    call();
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    beforeForce.accept(platter);
    call();
    platter.forceFolder(folder(folder));
  }

  private final class Opened implements DiskFile {
    private final DiskFile file;
    private final int number;
    private final int life;

    Opened(DiskFile file, int number, int life) {
      this.file = file;
      this.number = number;
      this.life = life;
    }

    private void use() throws IOException {
      if (life != lives) {
        throw new IOException("the power failed since it was opened");
      }
      call();
    }

    @Override
    public long length() throws IOException {
      use();
      return file.length();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      use();
      return file.read(target, offset);
    }

    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      var text = ISO_8859_1.decode(bytes.duplicate()).toString();
      file.write(bytes, offset);
      if (life == lives && !text.isEmpty()) {
        platter.change(number, c -> c.and(new Content.Change.Write((int) offset, text)));
      }
      use();
    }

    @Override
    public void force() throws IOException {
      beforeForce.accept(platter);
      use();
      platter.change(number, Content::forced);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.truncate(length);
      if (life == lives) {
        platter.change(number, c -> c.and(new Content.Change.Cut((int) length)));
      }
      use();
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      use();
      return file.isAt(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
