package irb.cli;

import irb.journal.Examination;
import irb.journal.JournalException;
import irb.journal.Verdict;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Which incident a command is about, and one sentence on its log.
final class LogIncident {
  static final PositionalParamSpec ONE =
      Options.one("INCIDENT", "An incident's id; the newest one when left out.", false);

  private LogIncident() {}

  /// The incident that is named, by its id or one of its runs', or the newest.
  static String of(Optional<String> named, Invocation invocation)
      throws UsageException, JournalException {
    List<String> known = invocation.state().list();
    if (named.isEmpty() && known.isEmpty()) {
      throw new UsageException("there are no incidents in " + invocation.state().incidents());
    }
    if (named.isEmpty()) {
      return known.getFirst();
    }
    var id = id(named.get());
    invocation.known(id, known);
    return id;
  }

  static String id(String incidentOrRun) {
    var slash = incidentOrRun.indexOf('/');
    return slash < 0 ? incidentOrRun : incidentOrRun.substring(0, slash);
  }

  static String sentence(String id, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact(var head, var records) ->
          id + ": intact, " + records + " records, head " + head.text();
      case Verdict.Torn(var head, var records, var offset, var bytes) ->
          id
              + ": the last write was cut short ("
              + bytes
              + " bytes from byte "
              + offset
              + "); the "
              + records
              + " records before it are intact, head "
              + head.text()
              + ". The next run in this incident sets them aside.";
      case Verdict.Corrupt corrupt -> id + ": CORRUPT. " + corrupt.text();
    };
  }

  /// The same, and what else a check found, one line each.
  static String sentences(String id, Examination examination) {
    var lines = new StringBuilder(sentence(id, examination.verdict()));
    examination.redactions().forEach(r -> lines.append("\nredacted: ").append(r.text()));
    examination.troubles().forEach(t -> lines.append("\nNOT AS RECORDED: ").append(t.text()));
    examination.notes().forEach(n -> lines.append("\nnote: ").append(n));
    examination.unnamed().forEach(f -> lines.append("\nnote: no record names the file ").append(f));
    return irb.expr.Visible.text(lines.toString());
  }
}
