package irb.terminal;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.expr.Masker;
import irb.step.Operator;
import irb.step.Question;
import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// A person at a terminal. What they typed before they saw a question is thrown away.
public final class TerminalOperator implements Operator, AutoCloseable {
  private static final int TRIES = 10;

  private static final long TYPED_AHEAD_MILLIS = 20;

  private final Supplier<Terminal> opens;
  private final Interrupts interrupts;
  private final Stage stage;
  private final QuestionText texts;
  private @Nullable Terminal terminal;
  private volatile boolean withdrawn;

  /// An operator in whose questions nothing is secret; see the other constructor.
  public TerminalOperator(Supplier<Terminal> opens, Interrupts interrupts, Stage stage) {
    this(opens, interrupts, stage, new Masker());
  }

  /// The terminal is opened at the first question; whoever makes this knows that there is one.
  /// Questions are masked by `masker`.
  public TerminalOperator(
      Supplier<Terminal> opens, Interrupts interrupts, Stage stage, Masker masker) {
    this.opens = opens;
    this.interrupts = interrupts;
    this.stage = stage;
    this.texts = new QuestionText(new Shown(masker));
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public void withdraw() {
    withdrawn = true;
  }

  /// Ctrl-C interrupts the run; it, Ctrl-D, and a signal that ends the run are no answer.
  @Override
  public synchronized Optional<String> answer(Question question) {
    if (interrupts.asked().isPresent()) {
      return Optional.empty();
    }
    stage.pause();
    try (var signals = new Watch(interrupts, () -> withdrawn)) {
      return ask(question, opened(), signals);
    } finally {
      withdrawn = false;
      stage.resume();
    }
  }

  private Optional<String> ask(Question question, Terminal on, Watch signals) {
    Attributes before;
    try {
      before = steadily(on::enterRawMode);
    } catch (IOError _) {
      return lost();
    }
    try {
      throwAwayTypeAhead(on);
      return untilItFits(question, on, reader(on));
    } catch (UserInterruptException _) {
      if (!signals.fired() && interrupts.asked().isEmpty()) {
        interrupts.interrupt();
      }
      return Optional.empty();
    } catch (EndOfFileException | InterruptedIOException _) {
      return Optional.empty();
    } catch (IOException | IOError _) {
      return lost();
    } finally {
      restore(on, before);
    }
  }

  private void restore(Terminal on, Attributes before) {
    try {
      var _ =
          steadily(() -> {
            on.setAttributes(before);
            return on;
          });
      on.flush();
    } catch (IOError _) {
      var _ = lost();
    }
  }

  /// A terminal that can be neither read nor set is gone, whether or not its SIGHUP came already.
  private Optional<String> lost() {
    interrupts.end(Exit.HUNG_UP);
    return Optional.empty();
  }

  /// JLine forks `stty`, which a signal to this process group may reach too: so it is tried again.
  private static <T> T steadily(Supplier<T> change) {
    var interrupted = Thread.interrupted();
    try {
      for (var tries = 1; ; tries++) {
        try {
          return change.get();
        } catch (IOError e) {
          interrupted |= Thread.interrupted();
          if (tries == TRIES) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<String> untilItFits(Question question, Terminal on, LineReader reader) {
    var asked = texts.of(question);
    asked.lines().forEach(on.writer()::println);
    while (true) {
      var typed =
          question instanceof Question.Free free && free.hidden()
              ? reader.readLine(asked.prompt(), '\0')
              : reader.readLine(asked.prompt());
      var answer = Answers.of(question, typed);
      if (answer.isPresent()) {
        return answer;
      }
      on.writer().println(texts.problem(question, typed.strip()));
    }
  }

  private static void throwAwayTypeAhead(Terminal on) throws IOException {
    var read = 0;
    while (read >= 0) {
      read = on.reader().read(TYPED_AHEAD_MILLIS);
    }
  }

  /// A new one each time: answers are not kept in a history, and nothing typed is expanded.
  private static LineReader reader(Terminal on) {
    return LineReaderBuilder.builder()
        .terminal(on)
        .appName("irb")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.BRACKETED_PASTE, false)
        .option(LineReader.Option.INSERT_TAB, true)
        .variable(LineReader.DISABLE_HISTORY, true)
        .variable(LineReader.DISABLE_COMPLETION, true)
        .build();
  }

  private Terminal opened() {
    var open = terminal;
    if (open == null) {
      open = opens.get();
      terminal = open;
    }
    return open;
  }

  /// Gives the terminal back as it was.
  @Override
  public synchronized void close() {
    var open = terminal;
    terminal = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException | IOError _) {
        // it is gone, and so there is nothing to restore
      }
    }
  }
}
