package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.Record;
import irb.journal.StateFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log list`: the incidents there are.
final class LogList implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("list", "List incidents, newest first.");
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation)
      throws UsageException, JournalException {
    var state = invocation.state();
    var incidents = new ArrayList<Map<String, Object>>();
    for (var id : state.list()) {
      incidents.add(summary(id, state));
    }
    var json = new JsonOut(invocation);
    if (invocation.format() == Format.JSON) {
      json.print("log list", Map.of("incidents", incidents));
      return Exit.NO_ACTION.code();
    }
    if (invocation.format() == Format.JSONL) {
      incidents.forEach(i -> json.print("incident", i));
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
}
