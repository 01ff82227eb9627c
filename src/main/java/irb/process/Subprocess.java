package irb.process;

import irb.step.Evidence;
import irb.step.Stop.Cause;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A started command: its input is fed and its output drained while its end is awaited or forced.
final class Subprocess {
  private static final Duration HELD_PIPE = Duration.ofMillis(500);
  private static final Duration AFTER_KILL = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 20;

  private final Process process;
  private final Tree tree;
  private final Drain out;
  private final Drain err;
  private final BlockingQueue<Event> events;

  private enum Event {
    ENDED,
    STOP,
    KILL
  }

  /// What happens to a command from outside, also before it is started.
  static final class Events {
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();

    void stop(Cause cause) {
      queue.add(cause == Cause.KILL ? Event.KILL : Event.STOP);
    }
  }

  private Subprocess(Process process, boolean grouped, Events events, Evidence evidence) {
    this.process = process;
    this.tree = new Tree(process, grouped);
    this.out = new Drain(process.getInputStream(), evidence);
    this.err = new Drain(process.getErrorStream(), Evidence.NONE);
    this.events = events.queue;
  }

  /// Starts `command`; with `setsid`, in a session and group of its own.
  static Subprocess start(
      Command command, Path program, Optional<Path> setsid, Events events, Evidence evidence)
      throws IOException {
    var argv = new ArrayList<>(command.argv());
    if (setsid.isPresent()) {
      argv.addFirst(setsid.get().toString());
    } else {
      argv.set(0, program.toString()); // else it would be looked up on our own PATH
    }
    var builder = new ProcessBuilder(argv).directory(command.dir().toFile());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    var input = command.input();
    if (input.isEmpty()) {
      builder.redirectInput(Redirect.from(new File("/dev/null")));
    }
    var process = builder.start();
    var subprocess = new Subprocess(process, setsid.isPresent(), events, evidence);
    input.ifPresent(text -> Thread.startVirtualThread(() -> feed(process, text)));
    Thread.startVirtualThread(subprocess::watch);
    return subprocess;
  }

  Capture out() {
    return out.capture();
  }

  Capture err() {
    return err.capture();
  }

  /// The exit code of a process that has ended; 128 and more for a signal.
  int exit() {
    return process.exitValue();
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  /// The process ids of what it left behind.
  Set<Long> survivors() {
    return tree.alive();
  }

  /// Returns when it has ended by itself (true) or was made to end (false); what asks it to end may
  /// take `grace` over it.
  boolean await(Duration grace) throws InterruptedException {
    var event = events.take();
    if (event == Event.ENDED) {
      drain();
      return true;
    }
    if (event == Event.STOP) {
      tree.terminate();
      awaitNobody(grace);
    }
    kill();
    return false;
  }

  /// Ends it and everything it started at once.
  void kill() throws InterruptedException {
    tree.kill();
    awaitNobody(AFTER_KILL);
    drain();
  }

  /// Waits until nothing of it is left, at most for `patience`, and not after a KILL.
  private void awaitNobody(Duration patience) throws InterruptedException {
    var looks = patience.toMillis() / LOOK_MILLIS;
    for (var i = 0; i < looks && !tree.alive().isEmpty(); i++) {
      if (events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) == Event.KILL) {
        return;
      }
    }
  }

  private void drain() throws InterruptedException {
    var outEnded = out.awaitEnd(HELD_PIPE);
    if (!outEnded) {
      out.abandon();
    }
    if (!err.awaitEnd(outEnded ? HELD_PIPE : Duration.ZERO)) {
      err.abandon();
    }
  }

  private void watch() {
    try {
      process.waitFor();
      events.add(Event.ENDED);
    } catch (InterruptedException _) {
      // nobody interrupts this thread
    }
  }

  private static void feed(Process process, String text) {
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // it ended, or closed its input, without reading all
    }
  }
}
