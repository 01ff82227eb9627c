package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.LogVerifier;
import irb.journal.Mark;
import irb.journal.Record;
import irb.journal.StateFolder;
import irb.journal.Verdict;
import irb.terminal.Timeline;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log list|show|verify`: reads incident logs; writes nothing.
final class LogCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("log", "Read incident logs.")
        .addSubcommand("list", Options.command("list", "List incidents, newest first."))
        .addSubcommand(
            "show",
            Options.command("show", "Show an incident's timeline.")
                .addPositional(
                    Options.one(
                        "INCIDENT", "An incident's id; the newest one when left out.", false)))
        .addSubcommand(
            "verify",
            Options.command("verify", "Check that a log is complete and unchanged.")
                .addPositional(
                    Options.one(
                        "INCIDENT", "An incident's id; the newest one when left out.", false))
                .addOption(
                    Options.text(
                        "SEQ:HEX",
                        "A head noted earlier, which the log must still hold.",
                        "--head")));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    if (!parsed.hasSubcommand()) {
      throw new UsageException("'irb log' needs one of list, show, verify");
    }
    var sub = parsed.subcommand();
    try {
      return switch (sub.commandSpec().name()) {
        case "list" -> list(invocation);
        case "show" -> show(sub, invocation);
        default -> verify(sub, invocation);
      };
    } catch (JournalException e) {
      throw new UsageException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static int list(Invocation invocation) throws UsageException, JournalException {
    var state = invocation.state();
    var incidents = new ArrayList<Map<String, Object>>();
    for (var id : state.list()) {
      incidents.add(summary(id, state));
    }
    if (invocation.format() != Format.TEXT) {
      var document = new LinkedHashMap<String, Object>();
      document.put("irb", 1);
      document.put("kind", "log list");
      document.put("incidents", incidents);
      invocation.out().println(invocation.json().line(document));
      return Exit.NO_ACTION.code();
    }
    for (var incident : incidents) {
      invocation
          .out()
          .println(
              String.format(
                      "%s  %-10s %-32s %s",
                      incident.get("incident"),
                      incident.get("outcome"),
                      incident.get("runbook"),
                      incident.get("environment"))
                  .stripTrailing());
    }
    if (incidents.isEmpty()) {
      invocation.err().println("There are no incidents in " + state.incidents() + ".");
    }
    return Exit.NO_ACTION.code();
  }

  private static Map<String, Object> summary(String id, StateFolder state) throws JournalException {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("incident", id);
    summary.put("outcome", "unfinished");
    summary.put("runbook", "");
    summary.put("environment", "");
    try (var reader = LogReader.open(state.log(id))) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        take(record.get(), summary);
      }
    } catch (JournalException _) {
      summary.put("outcome", "unreadable");
    }
    return summary;
  }

  private static void take(Record record, Map<String, Object> summary) {
    var data = record.data();
    if (record.type().equals("run_started")) {
      var playbook = String.valueOf(data.getOrDefault("playbook", ""));
      summary.put(
          "runbook", (playbook.isEmpty() ? "" : playbook + "/") + data.getOrDefault("runbook", ""));
      summary.put("environment", data.getOrDefault("environment", ""));
      summary.put("outcome", "unfinished");
    } else if (record.type().equals("run_ended")) {
      summary.put("outcome", data.getOrDefault("outcome", ""));
    }
  }

  private static int show(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var state = invocation.state();
    var id = incident(parsed, state, invocation);
    try (var reader = LogReader.open(state.log(id))) {
      if (invocation.format() != Format.TEXT) {
        return raw(reader, invocation);
      }
      var timeline =
          new Timeline(
              invocation.out(), invocation.outLooks(), invocation.isVerbose(), ZoneOffset.UTC);
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        timeline.print(record.get());
      }
      timeline.finish(sentence(id, LogVerifier.verify(state.log(id))));
    }
    return Exit.NO_ACTION.code();
  }

  private static int raw(LogReader reader, Invocation invocation) throws JournalException {
    for (var record = reader.next(); record.isPresent(); record = reader.next()) {
      invocation.out().println(invocation.json().line(fields(record.get())));
    }
    return Exit.NO_ACTION.code();
  }

  private static Map<String, Object> fields(Record record) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("seq", record.seq());
    fields.put("ts", record.ts());
    fields.put("incident", record.incident());
    record.run().ifPresent(r -> fields.put("run", r));
    fields.put("actor", record.actor());
    fields.put("host", record.host());
    fields.put("type", record.type());
    record.step().ifPresent(s -> fields.put("step", s));
    fields.put("data", record.data());
    return fields;
  }

  private static int verify(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var state = invocation.state();
    var id = incident(parsed, state, invocation);
    var written = Options.value(parsed, "--head");
    var mark = written.flatMap(Mark::parse);
    if (written.isPresent() && mark.isEmpty()) {
      throw new UsageException(
          "--head is SEQ:HEX as irb prints it, for example 42:9f86d081884c7d65, and not '"
              + written.get()
              + "'");
    }
    var verdict =
        mark.isPresent()
            ? LogVerifier.verify(state.log(id), mark.get())
            : LogVerifier.verify(state.log(id));
    return told(id, verdict, invocation);
  }

  private static int told(String id, Verdict verdict, Invocation invocation) throws UsageException {
    var exit = verdict instanceof Verdict.Corrupt ? Exit.ABORT : Exit.NO_ACTION;
    var text = sentence(id, verdict);
    if (invocation.format() == Format.TEXT) {
      invocation.out().println(text);
    } else {
      var document = new LinkedHashMap<String, Object>();
      document.put("irb", 1);
      document.put("kind", "log verify");
      document.put("incident", id);
      document.put(
          "verdict", verdict.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
      document.put("text", text);
      document.put("exit", exit.code());
      invocation.out().println(invocation.json().line(document));
    }
    return exit.code();
  }

  private static String sentence(String id, Verdict verdict) {
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

  /// The incident that is named, or the newest.
  private static String incident(ParseResult parsed, StateFolder state, Invocation invocation)
      throws UsageException, JournalException {
    List<String> known = state.list();
    Optional<String> named =
        Options.positional(parsed).map(n -> n.contains("/") ? n.substring(0, n.indexOf('/')) : n);
    if (named.isEmpty() && known.isEmpty()) {
      throw new UsageException("there are no incidents in " + state.incidents());
    }
    if (named.isPresent()) {
      invocation.known(named.get(), known);
    }
    return named.orElseGet(known::getFirst);
  }
}
