package irb.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/// A terminal made from two streams, and somebody who types when they have read what they wait for.
final class Keyboard implements Supplier<Terminal>, AutoCloseable {
  /// When `seen` has been printed since the last one, `typed` is typed.
  record Reaction(String seen, Supplier<String> typed) {
    Reaction(String seen, String typed) {
      this(seen, () -> typed);
    }
  }

  private final Queue<Reaction> reactions = new ArrayDeque<>();
  private final StringBuilder typed = new StringBuilder();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final CountDownLatch typedAhead = new CountDownLatch(1);
  private final String type;
  private int read;
  private int looked;
  private boolean closed;

  /// `ahead` is typed before anything is asked.
  Keyboard(String type, String ahead, Reaction... reactions) {
    this.type = type;
    this.typed.append(ahead);
    this.reactions.addAll(List.of(reactions));
  }

  @Override
  public Terminal get() {
    try {
      var terminal =
          new ExternalTerminal("test", type, new Keys(), new Display(), StandardCharsets.UTF_8);
      // whatever was typed ahead is inside the terminal before the first question
      typedAhead.await();
      return terminal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All that was printed.
  synchronized String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized int nextKey() throws IOException {
    try {
      while (read == typed.length()) {
        typedAhead.countDown();
        if (closed) {
          return -1;
        }
        wait();
      }
      return typed.charAt(read++);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private synchronized void print(byte[] bytes, int from, int length) {
    printed.write(bytes, from, length);
    var all = printed();
    var next = reactions.peek();
    var at = next == null ? -1 : all.indexOf(next.seen(), looked);
    if (next != null && at >= 0) {
      looked = at + next.seen().length();
      typed.append(next.typed().get());
      reactions.remove();
      notifyAll();
    }
  }

  private final class Keys extends InputStream {
    @Override
    public int read() throws IOException {
      return nextKey();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      var key = nextKey();
      if (key < 0) {
        return -1;
      }
      into[from] = (byte) key;
      return 1;
    }
  }

  private final class Display extends OutputStream {
    @Override
    public void write(int one) {
      print(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      print(bytes, from, length);
    }
  }
}
