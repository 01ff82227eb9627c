package irb.cli;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Ticker;
import irb.journal.JournalException;
import irb.journal.LogFollower;
import irb.journal.Record;
import irb.terminal.Signals;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log tail`: the end of a log, and what comes.
final class LogTail implements Command {
  private static final long STANDARD = 10;

  /// Soon enough for a person, and nothing for the machine.
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Override
  public CommandSpec spec() {
    return Options.command("tail", "Show the last records of an incident, and new ones.")
        .addPositional(LogIncident.ONE)
        .addOption(
            Options.flag("Go on with new records as they come, until Ctrl-C.", "-f", "--follow"))
        .addOption(Options.text("N", "How many records; 10 when left out.", LogShow.LAST));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var count = LogShow.count(parsed).orElse(STANDARD);
    var id = LogIncident.of(Options.positional(parsed), invocation);
    var page = new LogPage(invocation, "log tail", id);
    var interrupts = new Interrupts();
    try (var log = LogFollower.open(invocation.state().log(id), count)) {
      print(log, page, invocation);
      if (Options.has(parsed, "-f")) {
        try (var _ = Signals.register(interrupts)) {
          follow(log, page, invocation, interrupts, Ticker.real(invocation.program().mono()));
        }
      }
      var asked = interrupts.asked().filter(exit -> exit != Exit.INTERRUPTED);
      return page.end(asked.orElse(Exit.NO_ACTION), "");
    } catch (JournalException e) {
      return page.end(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /// Until somebody asks for the end, or nobody reads any more.
  static void follow(
      LogFollower log, LogPage page, Invocation invocation, Interrupts interrupts, Ticker ticker)
      throws JournalException {
    while (interrupts.asked().isEmpty() && !invocation.out().checkError()) {
      try {
        ticker.sleep(PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      print(log, page, invocation);
    }
  }

  private static void print(LogFollower log, LogPage page, Invocation invocation)
      throws JournalException {
    for (var record = log.next(); record.isPresent(); record = log.next()) {
      page.print(resolved(record.get(), log, invocation));
    }
  }

  private static Record resolved(Record record, LogFollower log, Invocation invocation) {
    try {
      return log.resolved(record);
    } catch (JournalException e) {
      invocation.err().println("irb: record " + record.seq() + ": " + e.getMessage());
      return record;
    }
  }
}
