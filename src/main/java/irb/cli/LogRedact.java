package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.journal.Journal;
import irb.journal.JournalException;
import irb.journal.Redactable;
import irb.step.Question;
import irb.terminal.Timeline;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log redact`: takes a record that should not be there out of a log, for good.
final class LogRedact implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
            "redact",
            "Take a leaked secret out of a log: the record's data, and the files only it names.",
            "Its hash stays, by which a short secret can be guessed: change the secret in any case.")
        .addPositional(Options.one("INCIDENT", "The incident's id.", true))
        .addOption(
            Options.text("N", "The number of the record, as irb log verify has it.", "--seq"))
        .addOption(
            Options.text("TEXT", "Why; it stays in the log, so it must not be secret.", "--reason"))
        .addOption(Options.flag("Do not ask.", "--yes"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var seq = seq(parsed);
    var reason = Options.value(parsed, "--reason").map(String::strip).orElse("");
    if (reason.isEmpty()) {
      throw new UsageException("'irb log redact' needs --reason TEXT, which stays in the log");
    }
    var id = LogIncident.of(Options.positional(parsed), invocation);
    LogOpened.refuseCorrupt(id, "Nothing was redacted.", invocation);
    try (var journal = LogOpened.of(id, invocation)) {
      var redactable = redactable(journal, seq);
      if (!Options.has(parsed, "--yes")) {
        var refusal = asked(redactable, id, invocation);
        if (refusal.isPresent()) {
          throw new UsageException(
              refusal.get(),
              refusal.get() == Exit.SUSPENDED
                  ? "nobody is there to confirm it; --yes does. Nothing was redacted."
                  : "nothing was redacted");
        }
      }
      return told(journal.redact(seq, reason), journal, id, invocation);
    }
  }

  private static long seq(ParseResult parsed) throws UsageException {
    var text = Options.value(parsed, "--seq").orElse("");
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new UsageException(
          "'irb log redact' needs --seq N, the number of a record, which 'irb log show -o jsonl'"
              + " shows");
    }
    return Long.parseLong(text);
  }

  private static Redactable redactable(Journal journal, long seq) throws UsageException {
    try {
      return journal.redactable(seq);
    } catch (JournalException e) {
      throw new UsageException(e.fatal() ? Exit.ERROR : Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Exit> asked(Redactable redactable, String id, Invocation invocation)
      throws UsageException {
    if (!invocation.isSomebodyThere()) {
      return Optional.of(Exit.SUSPENDED);
    }
    var err = invocation.err();
    new Timeline(err, invocation.errLooks(), true, ZoneOffset.UTC).print(redactable.record());
    redactable.files().forEach(f -> err.println("  with the file " + f));
    err.println("This cannot be undone, here or from another copy of the log.");
    err.flush();
    return answer(redactable.record().seq(), id, invocation).filter(id::equals).isPresent()
        ? Optional.empty()
        : Optional.of(Exit.ABORT);
  }

  private static Optional<String> answer(long seq, String id, Invocation invocation)
      throws UsageException {
    try (var display = Display.of(invocation, new Interrupts(), "")) {
      return display
          .operator()
          .answer(
              new Question.Typed(
                  "redact",
                  "Type " + id + " to redact record " + seq + " for good, or n",
                  id,
                  List.of(new Question.Option("n", "no"))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static int told(Redactable redacted, Journal journal, String id, Invocation invocation)
      throws UsageException {
    var seq = redacted.record().seq();
    if (invocation.format() != Format.TEXT) {
      var document = new LinkedHashMap<String, Object>();
      document.put("irb", 1);
      document.put("kind", "log redact");
      document.put("incident", id);
      document.put("seq", seq);
      document.put("before", redacted.done());
      document.put("removed", redacted.files());
      document.put("kept", redacted.kept());
      document.put("head", journal.head().text());
      document.put("exit", Exit.NO_ACTION.code());
      invocation.out().println(invocation.json().line(document));
      return Exit.NO_ACTION.code();
    }
    var out = invocation.out();
    out.println("record " + seq + (redacted.done() ? " had been redacted before" : " is redacted"));
    redacted.files().forEach(f -> out.println("removed " + f));
    redacted.kept().forEach(f -> out.println("kept " + f + ": another record names it too"));
    out.println(
        "log head  " + journal.head().text() + "   keep it: older heads vouch for less now");
    out.println(
        "Change the secret: its hash is still in the log, and copies, exports and torn- files may"
            + " hold it.");
    return Exit.NO_ACTION.code();
  }
}
