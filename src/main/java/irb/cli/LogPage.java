package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.journal.Record;
import irb.terminal.Timeline;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/// Records as they are shown, one after the other: a timeline, one JSON document, or one JSON
/// object a line.
final class LogPage {
  private final Invocation invocation;
  private final Format format;
  private final Timeline timeline;
  private boolean any;

  /// `kind` is the command, e.g. `log show`.
  LogPage(Invocation invocation, String kind, String incident) throws UsageException {
    this.invocation = invocation;
    this.format = invocation.format();
    timeline =
        new Timeline(
            invocation.out(), invocation.outLooks(), invocation.isVerbose(), ZoneOffset.UTC);
    if (format == Format.JSON) {
      var head = new LinkedHashMap<String, Object>();
      head.put("irb", 1);
      head.put("kind", kind);
      head.put("incident", incident);
      var text = invocation.json().line(head);
      invocation.out().print(text.substring(0, text.length() - 1) + ",\"records\":[\n");
    }
  }

  void print(Record record) {
    switch (format) {
      case TEXT -> timeline.print(record);
      case JSON -> {
        invocation.out().print((any ? ",\n" : "") + line(fields(record)));
        invocation.out().flush();
      }
      case JSONL -> invocation.out().println(line(fields(record)));
    }
    any = true;
  }

  /// Says at the end of a timeline how much was checked.
  void verified(String sentence) {
    if (format == Format.TEXT) {
      timeline.finish(sentence);
    }
  }

  /// Ends the document; an empty `why` is left out.
  int end(Exit exit, String why) {
    if (format == Format.JSON) {
      var tail = new LinkedHashMap<String, Object>();
      if (!why.isEmpty()) {
        tail.put("why", why);
      }
      tail.put("exit", exit.code());
      invocation.out().println("\n]," + line(tail).substring(1));
    } else if (format == Format.JSONL && !why.isEmpty()) {
      var error = new LinkedHashMap<String, Object>();
      error.put("irb", 1);
      error.put("kind", "error");
      error.put("why", why);
      error.put("exit", exit.code());
      invocation.out().println(line(error));
    }
    if (!why.isEmpty()) {
      invocation.err().println("irb: " + why);
    }
    return exit.code();
  }

  private String line(Map<String, Object> fields) {
    return invocation.json().line(fields);
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
}
