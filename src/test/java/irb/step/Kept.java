package irb.step;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Evidence that a test can read; of the first megabytes, the content.
public final class Kept implements Evidence {
  private static final int MOST = 8 << 20;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private long count;

  @Override
  public boolean isWanted() {
    return true;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    content.write(bytes, from, Math.min(length, MOST - content.size()));
    count += length;
  }

  public synchronized String text() {
    return content.toString(StandardCharsets.UTF_8);
  }

  public synchronized long count() {
    return count;
  }

  /// What `executor` makes of a read whose output is kept here.
  public Outcome read(Executor executor) throws InterruptedException {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(Call.Mode.READ, sessions).keeping(this));
    }
  }
}
