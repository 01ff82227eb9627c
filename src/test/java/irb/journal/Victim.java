package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A writing process that will be killed, and the numbers of the records it was told are durable.
final class Victim {
  private final String name;
  private final Process process;
  private final List<Long> acknowledged = new ArrayList<>();
  private final Thread reader;

  Victim(Bench bench, String name) throws IOException {
    this.name = name;
    this.process = ChildWriter.start(bench, "1000000", name);
    this.reader = Thread.ofVirtual().start(this::read);
  }

  String name() {
    return name;
  }

  private void read() {
    process.inputReader(UTF_8).lines().map(Long::valueOf).forEach(this::acknowledge);
  }

  private synchronized void acknowledge(long seq) {
    acknowledged.add(seq);
    notifyAll();
  }

  synchronized List<Long> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /// Waits until it was told of `count` records.
  synchronized void await(int count) throws InterruptedException {
    for (var end = System.nanoTime() + 60_000_000_000L; acknowledged.size() < count; ) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError(name + " wrote only " + acknowledged);
      }
      wait(1_000);
    }
  }

  /// Ends it at once, and hears all that it had printed.
  void kill() throws InterruptedException {
    // by its handle: the process itself would close the pipe with what is still in it
    process.toHandle().destroyForcibly();
    reader.join();
    process.waitFor();
  }
}
