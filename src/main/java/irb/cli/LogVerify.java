package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.CheckingKey;
import irb.journal.Checkpoint;
import irb.journal.Examination;
import irb.journal.FileTrouble;
import irb.journal.JournalException;
import irb.journal.LogVerifier;
import irb.journal.Mark;
import irb.journal.Redaction;
import irb.journal.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log verify`: whether a log, and the files it names, are complete and unchanged.
final class LogVerify implements Command {
  private static final int LONGEST_CHECKPOINT = 1 << 16;

  @Override
  public CommandSpec spec() {
    return Options.command(
            "verify", "Check that a log, and the files it names, are complete and unchanged.")
        .addPositional(LogIncident.ONE)
        .addOption(
            Options.text(
                "SEQ:HEX", "A head noted earlier, which the log must still hold.", "--head"))
        .addOption(
            Options.text(
                "FILE",
                "A checkpoint kept elsewhere, whose head the log must still hold; with --key.",
                "--checkpoint"))
        .addOption(
            Options.text(
                "PUBKEYFILE", "The public key (PEM) that the checkpoint must be by.", "--key"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var head = head(parsed);
    var checkpoint = checkpoint(parsed, invocation);
    invocation.warnOfRemoteState();
    if (checkpoint.isPresent()) {
      var wrong = wrong(checkpoint.get(), parsed, invocation);
      if (wrong.isPresent()) {
        return refused(checkpoint.get().incident(), wrong.get(), invocation);
      }
    }
    var named = Options.positional(parsed).or(() -> checkpoint.map(Checkpoint::incident));
    var mark = checkpoint.map(Checkpoint::mark).or(() -> head);
    var id = incident(named, mark, invocation);
    var examination = LogVerifier.examine(invocation.state().log(id), mark);
    return told(id, examination, checkpoint, invocation);
  }

  private static Optional<Mark> head(ParseResult parsed) throws UsageException {
    var written = Options.value(parsed, "--head");
    var mark = written.flatMap(Mark::parse);
    if (written.isPresent() && mark.isEmpty()) {
      throw new UsageException(
          "--head is SEQ:HEX as irb prints it, for example 42:9f86d081884c7d65, and not '"
              + written.get()
              + "'");
    }
    return mark;
  }

  private static Optional<Checkpoint> checkpoint(ParseResult parsed, Invocation invocation)
      throws UsageException {
    var name = Options.value(parsed, "--checkpoint");
    if (name.isPresent() != Options.has(parsed, "--key")) {
      throw new UsageException(
          "--checkpoint FILE and --key PUBKEYFILE belong together: a checkpoint says what it does"
              + " by the key that you trust");
    }
    if (name.isPresent() && Options.has(parsed, "--head")) {
      throw new UsageException("--checkpoint and --head are two heads; check one at a time");
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var file = invocation.program().here().resolve(name.get());
    try {
      if (Files.size(file) > LONGEST_CHECKPOINT) {
        throw new UsageException(Exit.ABORT, file + " is no checkpoint of irb");
      }
      return Optional.of(
          Checkpoint.parse(Files.readString(file))
              .orElseThrow(() ->
                  new UsageException(
                      Exit.ABORT,
                      file + " is no checkpoint of irb, or not one as irb printed it")));
    } catch (IOException e) {
      throw new UsageException(Exit.ERROR, "the checkpoint " + file + " cannot be read: " + e);
    }
  }

  private static Optional<String> wrong(
      Checkpoint checkpoint, ParseResult parsed, Invocation invocation)
      throws JournalException, UsageException {
    var file = invocation.program().here().resolve(Options.value(parsed, "--key").orElseThrow());
    var key = CheckingKey.read(file);
    var named = Options.positional(parsed).map(LogIncident::id);
    if (!checkpoint.key().equals(key.fingerprint())) {
      return Optional.of(
          "the checkpoint is by another key: by "
              + checkpoint.key()
              + ", and "
              + file
              + " is "
              + key.fingerprint());
    }
    if (!key.signed(checkpoint)) {
      return Optional.of("the checkpoint was changed: its signature does not fit what it says");
    }
    return named.isPresent() && !named.get().equals(checkpoint.incident())
        ? Optional.of(
            "the checkpoint is of incident " + checkpoint.incident() + " and not of " + named.get())
        : Optional.empty();
  }

  private static int refused(String id, String why, Invocation invocation) throws UsageException {
    if (invocation.format() == Format.TEXT) {
      invocation.out().println(irb.expr.Visible.line(id + ": NOT CONFIRMED. " + why));
    } else {
      var document = document(id, "unconfirmed", why, Exit.ABORT);
      invocation.out().println(invocation.json().line(document));
    }
    return Exit.ABORT.code();
  }

  /// Who kept a head knows that the incident was there.
  private static String incident(Optional<String> named, Optional<Mark> mark, Invocation invocation)
      throws UsageException, JournalException {
    var id = named.map(LogIncident::id);
    var folder = id.filter(i -> isIncident(i, invocation));
    if (folder.isPresent()
        && (mark.isPresent() || Files.isDirectory(invocation.state().incident(folder.get())))) {
      return folder.get();
    }
    return LogIncident.of(named, invocation);
  }

  private static boolean isIncident(String id, Invocation invocation) {
    try {
      StateFolder state = invocation.state();
      return state.incident(id).startsWith(state.incidents());
    } catch (JournalException | UsageException _) {
      return false;
    }
  }

  private static int told(
      String id, Examination examination, Optional<Checkpoint> checkpoint, Invocation invocation)
      throws UsageException {
    var exit = examination.isSound() ? Exit.NO_ACTION : Exit.ABORT;
    if (invocation.format() == Format.TEXT) {
      invocation.out().println(LogIncident.sentences(id, examination));
      if (checkpoint.isPresent() && !examination.isCorrupt()) {
        invocation.out().println(irb.expr.Visible.line(confirmed(checkpoint.get())));
      }
      return exit.code();
    }
    var verdict = examination.verdict();
    var document =
        document(
            id,
            verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            LogIncident.sentence(id, verdict),
            exit);
    document.put("redactions", examination.redactions().stream().map(LogVerify::fields).toList());
    document.put("files", examination.troubles().stream().map(LogVerify::fields).toList());
    document.put("unnamed", examination.unnamed());
    document.put("notes", examination.notes());
    checkpoint.ifPresent(c -> document.put("checkpoint", c.head().text()));
    invocation.out().println(invocation.json().line(document));
    return exit.code();
  }

  private static String confirmed(Checkpoint checkpoint) {
    return "checkpoint: the log still holds "
        + checkpoint.head().text()
        + ", signed at "
        + checkpoint.time()
        + " by "
        + checkpoint.actor()
        + " on "
        + checkpoint.host()
        + " with "
        + checkpoint.key();
  }

  private static Map<String, Object> document(String id, String verdict, String text, Exit exit) {
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "log verify");
    document.put("incident", id);
    document.put("verdict", verdict);
    document.put("text", text);
    document.put("exit", exit.code());
    return document;
  }

  private static Map<String, Object> fields(Redaction redaction) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("seq", redaction.seq());
    fields.put("told", redaction.told());
    fields.put("at", redaction.at());
    fields.put("actor", redaction.actor());
    fields.put("host", redaction.host());
    fields.put("reason", redaction.reason());
    fields.put("files", redaction.files());
    return fields;
  }

  private static Map<String, Object> fields(FileTrouble trouble) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("seq", trouble.seq());
    fields.put("file", trouble.file());
    fields.put("why", trouble.why());
    return fields;
  }
}
