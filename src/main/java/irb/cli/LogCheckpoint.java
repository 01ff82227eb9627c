package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.expr.Times;
import irb.journal.Checkpoint;
import irb.journal.Journal;
import irb.journal.JournalException;
import irb.journal.SigningKey;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log checkpoint`: signs the head of a log; what it prints is to be kept elsewhere.
final class LogCheckpoint implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
            "checkpoint",
            "Sign the head of a log (Ed25519). Keep what is printed on another machine.")
        .addPositional(LogIncident.ONE)
        .addOption(
            Options.text(
                "FILE",
                "The private key, PKCS#8 PEM: openssl genpkey -algorithm ed25519 -out FILE",
                "--key"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var program = invocation.program();
    var file = Options.value(parsed, "--key");
    if (file.isEmpty()) {
      throw new UsageException(
          "'irb log checkpoint' needs --key FILE; make one with: openssl genpkey -algorithm ed25519"
              + " -out irb-log.pem");
    }
    var id = LogIncident.of(Options.positional(parsed), invocation);
    var key = SigningKey.read(program.here().resolve(file.get()));
    LogOpened.refuseCorrupt(id, "Nothing was signed.", invocation);
    try (var journal = LogOpened.of(id, invocation)) {
      var checkpoint = signed(id, key, journal, invocation);
      if (invocation.format() == Format.TEXT) {
        invocation.out().print(checkpoint.text());
      } else {
        invocation.out().println(invocation.json().line(document(checkpoint)));
      }
    }
    return Exit.NO_ACTION.code();
  }

  /// The head as it is before the record of this very checkpoint.
  private static Checkpoint signed(
      String id, SigningKey key, Journal journal, Invocation invocation) throws JournalException {
    var program = invocation.program();
    var time = Times.micros(program.clock().instant());
    var checkpoint = Checkpoint.of(id, journal.head(), time, program.author(), key);
    journal.append(checkpoint.entry());
    return checkpoint;
  }

  private static Map<String, Object> document(Checkpoint checkpoint) {
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "log checkpoint");
    document.put("incident", checkpoint.incident());
    document.put("seq", checkpoint.head().seq());
    document.put("head", checkpoint.head().hash());
    document.put("time", checkpoint.time());
    document.put("key", checkpoint.key());
    document.put("signature", checkpoint.signature());
    document.put("checkpoint", checkpoint.text());
    document.put("exit", Exit.NO_ACTION.code());
    return document;
  }
}
