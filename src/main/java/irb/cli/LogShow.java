package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.LogVerifier;
import irb.journal.Record;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log show`: what happened in an incident, all of it or its end.
final class LogShow implements Command {
  static final String LAST = "--last";

  @Override
  public CommandSpec spec() {
    return Options.command("show", "Show an incident's timeline.")
        .addPositional(LogIncident.ONE)
        .addOption(Options.text("N", "Only the last N records, at once in any log.", LAST));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var last = count(parsed);
    var id = LogIncident.of(Options.positional(parsed), invocation);
    var log = invocation.state().log(id);
    var page = new LogPage(invocation, "log show", id);
    try (var reader =
        last.isPresent() ? LogReader.openLast(log, last.get()) : LogReader.open(log)) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        page.print(resolved(record.get(), reader, invocation));
      }
      if (invocation.format() == Format.TEXT) {
        page.verified(
            last.isPresent()
                ? "not checked; irb log verify " + id + " checks all of it"
                : LogIncident.sentence(id, LogVerifier.verify(log)));
      }
      return page.end(Exit.NO_ACTION, "");
    } catch (JournalException e) {
      return page.end(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /// A record whose data lie elsewhere is shown all the same when they are lost.
  private static Record resolved(Record record, LogReader reader, Invocation invocation) {
    try {
      return record.with(reader.data(record));
    } catch (JournalException e) {
      invocation.err().println("irb: record " + record.seq() + ": " + e.getMessage());
      return record;
    }
  }

  static Optional<Long> count(ParseResult parsed) throws UsageException {
    var text = Options.value(parsed, LAST);
    if (text.isPresent() && !text.get().matches("[1-9]\\d{0,17}")) {
      throw new UsageException(
          LAST + " is a number of records, from 1, and not '" + text.get() + "'");
    }
    return text.map(Long::valueOf);
  }
}
