package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.Disk;
import irb.journal.JournalException;
import irb.journal.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log export`: one archive with all that an incident left behind.
final class LogExport implements Command {
  private static final String OUT = "-";

  @Override
  public CommandSpec spec() {
    return Options.command(
            "export",
            "Write an incident's log, outputs and evidence as one zip archive with their SHA-256.",
            "A corrupt log is exported all the same, with exit code 1.")
        .addPositional(
            Options.many(
                "[INCIDENT] [FILE.zip|-]",
                "The incident, the newest one when left out; the archive, INCIDENT.zip here when"
                    + " left out, - for standard output."));
  }

  private record Wanted(String incident, String file) {}

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var wanted = wanted(Options.positionals(parsed), invocation);
    var toOut = wanted.file().equals(OUT);
    if (toOut && invocation.format() != Format.TEXT) {
      throw new UsageException(
          "standard output takes the archive or JSON, not both; name a FILE.zip");
    }
    if (toOut && invocation.program().isTerminal(1)) {
      throw new UsageException("an archive is nothing for a terminal; name a FILE.zip, or pipe it");
    }
    try (var snapshot = Snapshot.of(invocation.state(), wanted.incident())) {
      var said = LogIncident.sentences(wanted.incident(), snapshot.examination());
      var left = written(snapshot, wanted, verify(wanted.incident(), said), invocation);
      return told(wanted, snapshot, said, left, invocation);
    }
  }

  private static List<String> written(
      Snapshot snapshot, Wanted wanted, String verify, Invocation invocation)
      throws UsageException, JournalException, IOException {
    if (wanted.file().equals(OUT)) {
      try (var out = invocation.program().bytes().get()) {
        return snapshot.writeTo(out, verify);
      } catch (IOException e) {
        throw new UsageException(Exit.ERROR, "standard output takes no more: " + e.getMessage());
      }
    }
    var file = invocation.program().here().resolve(wanted.file());
    if (Files.exists(file)) {
      throw new UsageException(file + " exists already; irb writes over no file");
    }
    return snapshot.save(file, verify, Disk.real());
  }

  private static int told(
      Wanted wanted, Snapshot snapshot, String said, List<String> left, Invocation invocation)
      throws UsageException {
    var exit = snapshot.examination().isSound() ? Exit.NO_ACTION : Exit.ABORT;
    if (exit != Exit.NO_ACTION) {
      invocation
          .err()
          .println(
              "irb: warning: what was exported is not as it was recorded; all of it was exported"
                  + " as it is.");
    }
    left.forEach(name ->
        invocation
            .err()
            .println(
                "irb: warning: " + irb.expr.Visible.line(name) + " is no file and was left out"));
    if (invocation.format() != Format.TEXT) {
      var document = new LinkedHashMap<String, Object>();
      document.put("irb", 1);
      document.put("kind", "log export");
      document.put("incident", wanted.incident());
      document.put("file", invocation.program().here().resolve(wanted.file()).toString());
      document.put("sound", exit == Exit.NO_ACTION);
      document.put("text", said);
      document.put("left_out", left);
      document.put("exit", exit.code());
      invocation.out().println(invocation.json().line(document));
    } else if (wanted.file().equals(OUT)) {
      invocation.err().println(said);
    } else {
      invocation.out().println(said);
      invocation.out().println("exported to " + wanted.file());
    }
    return exit.code();
  }

  private static Wanted wanted(List<String> words, Invocation invocation)
      throws UsageException, JournalException {
    var rest = new ArrayList<>(words);
    Optional<String> named =
        !rest.isEmpty() && looksLikeIncident(rest.getFirst())
            ? Optional.of(rest.removeFirst())
            : Optional.empty();
    if (rest.size() > 1) {
      throw new UsageException(
          words.size() > 2
              ? "'irb log export' takes an incident and a file"
              : "there is no incident '"
                  + rest.getFirst()
                  + "'; 'irb log list' shows what there is");
    }
    var id = LogIncident.of(named, invocation);
    return new Wanted(id, rest.isEmpty() ? id + ".zip" : rest.getFirst());
  }

  /// An archive may be called anything, an incident may not.
  private static boolean looksLikeIncident(String word) {
    return word.matches("\\d{8}-\\d{6}-[0-9a-f]{4}(/\\d+)?");
  }

  private static String verify(String id, String said) {
    return """
    The log of incident %s, and the files beside it, as irb exported them.

    What irb found when it exported them:
      %s

    Check that the archive is whole:       sha256sum -c SHA256SUMS
    Check the log without irb:             the script in irb's documentation, LOG.md, on log.jsonl
    Check the log with irb:                mkdir -p STATE/incidents/%s, unpack the archive there, and
                                           IRB_STATE=STATE irb log verify %s

    Neither shows that records were dropped from its end, or that all of it was written anew. That
    shows against a head noted elsewhere (irb log verify --head SEQ:HEX) or a checkpoint
    (irb log verify --checkpoint FILE --key PUBKEYFILE).
    """
        .formatted(id, said.replace("\n", "\n  "), id, id);
  }
}
