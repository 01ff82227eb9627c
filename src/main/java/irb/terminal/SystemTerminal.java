package irb.terminal;

import irb.engine.Interrupts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/// The terminal of the process, written to on stderr, so that stdout stays the program's result.
public final class SystemTerminal implements Supplier<Terminal> {
  private final Interrupts interrupts;
  private final boolean dumb;

  /// `dumb` when `TERM` says so: JLine then reads lines as the terminal gives them.
  public SystemTerminal(Interrupts interrupts, boolean dumb) {
    this.interrupts = interrupts;
    this.dumb = dumb;
  }

  @Override
  public Terminal get() {
    try {
      return TerminalBuilder.builder()
          .system(true)
          .systemOutput(SystemOutput.SysErr)
          // else JLine takes a pipe for a terminal, and the "y" in it for an answer
          .dumb(dumb)
          .nativeSignals(false)
          // reading a line takes Ctrl-C over and leaves it to this handler afterwards
          .signalHandler(this::heard)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void heard(Signal signal) {
    if (signal == Signal.INT) {
      interrupts.interrupt();
    }
  }
}
