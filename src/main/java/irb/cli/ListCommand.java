package irb.cli;

import irb.engine.Exit;
import irb.expr.Durations;
import irb.expr.Visible;
import irb.runbook.Library.Shelf;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb list`: the runbooks there are, by playbook.
final class ListCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("list", "List the runbooks there are, by playbook.");
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    return show(invocation);
  }

  static int show(Invocation invocation) throws UsageException {
    var entries = new ArrayList<Entry>();
    for (var shelf : invocation.shelves()) {
      entries.add(new Entry(shelf, invocation.loader().glance(shelf)));
    }
    var json = new JsonOut(invocation);
    switch (invocation.format()) {
      case TEXT -> print(entries, invocation);
      case JSON ->
          json.print(
              "list", Map.of("runbooks", entries.stream().map(ListCommand::fields).toList()));
      case JSONL -> entries.forEach(e -> json.print("runbook", fields(e)));
    }
    return Exit.NO_ACTION.code();
  }

  /// A runbook and where it stands; one that cannot be read has no content.
  private record Entry(Shelf shelf, Optional<Runbook> runbook) {
    String severity() {
      return runbook.flatMap(r -> r.about().severity()).orElse("");
    }

    String rto() {
      return runbook.flatMap(r -> r.about().rto()).map(Durations::text).orElse("");
    }

    String reviewed() {
      return runbook.flatMap(r -> r.about().reviewed()).map(Object::toString).orElse("");
    }

    String title() {
      return runbook.map(Runbook::title).orElse("cannot be read; 'irb lint' says why");
    }
  }

  private static void print(List<Entry> entries, Invocation invocation) {
    var playbook = "";
    var width = entries.stream().mapToInt(e -> e.shelf().runbook().length()).max().orElse(0);
    for (var entry : entries) {
      if (!entry.shelf().playbook().equals(playbook)) {
        invocation.out().println((playbook.isEmpty() ? "" : "\n") + entry.shelf().playbook());
        playbook = entry.shelf().playbook();
      }
      invocation
          .out()
          .println(
              String.format(
                      "  %-" + Math.max(1, width) + "s  %-5s  %-6s  %-10s  %s",
                      entry.shelf().runbook(),
                      entry.severity(),
                      entry.rto(),
                      entry.reviewed(),
                      Visible.line(entry.title()))
                  .stripTrailing());
    }
    if (entries.isEmpty()) {
      invocation
          .err()
          .println(
              "There are no runbooks here; a playbook is a folder with a playbook.yaml in it.");
    }
  }

  private static Map<String, Object> fields(Entry entry) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("playbook", entry.shelf().playbook());
    fields.put("runbook", entry.shelf().runbook());
    fields.put("title", entry.title());
    fields.put("severity", entry.severity());
    fields.put("rto", entry.rto());
    fields.put("reviewed", entry.reviewed());
    return fields;
  }
}
