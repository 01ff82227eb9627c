package irb.engine;

import irb.step.Stop;
import irb.step.Stop.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What signals ask of a run: Ctrl-C once starts nothing new and stops a running read; twice stops
/// a running write; three times kills it. A supervisor's SIGTERM and a lost terminal stop at once.
public final class Interrupts {
  /// Told what the person at the keyboard should know.
  @FunctionalInterface
  public interface Voice {
    void say(String sentence);
  }

  private record Running(String step, boolean write, Stop stop) {}

  private final List<Running> running = new ArrayList<>();
  private final List<Thread> waiting = new ArrayList<>();
  private Optional<Exit> asked = Optional.empty();
  private int count;
  private Voice voice = _ -> {};

  /// Where hints about a second Ctrl-C go.
  public synchronized void speakTo(Voice to) {
    voice = to;
  }

  /// Ctrl-C.
  public void interrupt() {
    List<Running> affected;
    String sentence = "";
    Cause cause;
    synchronized (this) {
      count++;
      asked = Optional.of(asked.orElse(Exit.INTERRUPTED));
      cause = count >= 3 ? Cause.KILL : Cause.ABORT;
      affected = running.stream().filter(r -> !r.write() || count >= 2).toList();
      var writes = running.stream().filter(Running::write).map(Running::step).toList();
      if (!writes.isEmpty()) {
        sentence = sentence(String.join(", ", writes));
      }
      waiting.forEach(Thread::interrupt);
    }
    if (!sentence.isEmpty()) {
      voice.say(sentence);
    }
    affected.forEach(r -> r.stop().ask(cause));
  }

  private String sentence(String steps) {
    return switch (count) {
      case 1 ->
          "Interrupted: nothing new is started. "
              + steps
              + " is still changing something and is left to finish; Ctrl-C again stops it.";
      case 2 -> "Stopping " + steps + "; Ctrl-C once more kills it.";
      default -> "Killing " + steps + ".";
    };
  }

  /// A signal that does not wait: SIGTERM or SIGHUP.
  public void end(Exit exit) {
    List<Running> affected;
    synchronized (this) {
      asked = Optional.of(asked.orElse(exit));
      affected = List.copyOf(running);
      waiting.forEach(Thread::interrupt);
    }
    affected.forEach(r -> r.stop().ask(Cause.ABORT));
  }

  /// What a signal asked for, if one came.
  public synchronized Optional<Exit> asked() {
    return asked;
  }

  /// Registers a running action until what is returned is closed.
  Stop.Registration running(String step, boolean write, Stop stop) {
    var entry = new Running(step, write, stop);
    boolean late;
    synchronized (this) {
      running.add(entry);
      late = asked.isPresent() && (!write || count != 1);
    }
    if (late) {
      stop.ask(Cause.ABORT);
    }
    return () -> {
      synchronized (this) {
        running.remove(entry);
      }
    };
  }

  /// Waits, and wakes when a signal comes.
  void sleep(Ticker ticker, java.time.Duration duration) {
    synchronized (this) {
      if (asked.isPresent()) {
        return;
      }
      waiting.add(Thread.currentThread());
    }
    try {
      ticker.sleep(duration);
    } catch (InterruptedException _) {
      // a signal came, and asked() says so
    } finally {
      synchronized (this) {
        waiting.remove(Thread.currentThread());
      }
    }
  }
}
