package irb.terminal;

import irb.expr.Masker;
import irb.journal.Record;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A log for people: what happened, when, and who did it, run by run. Records are taken one at a
/// time, so that a long log needs no memory.
public final class Timeline {
  private final PrintWriter out;
  private final Layout layout;
  private final Shown shown;
  private final RecordLines lines;
  private final DateTimeFormatter time;
  private final DateTimeFormatter date;
  private final ZoneId zone;
  private final OpenIntents open = new OpenIntents();
  private @Nullable Record last;
  private @Nullable Record runBegan;

  /// Times are shown in `zone`; `verbose` shows the data of every record.
  public Timeline(PrintWriter out, Looks looks, boolean verbose, ZoneId zone) {
    this.out = out;
    this.layout = Layout.of(looks);
    // the log holds no secret: it was masked before it was chained
    this.shown = new Shown(new Masker());
    this.lines = new RecordLines(layout, shown, verbose);
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    this.date = DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(zone);
    this.zone = zone;
  }

  /// Prints all of `records`, and at the end the head of the log and what a check of it says.
  public void print(Iterator<Record> records, String verdict) {
    while (records.hasNext()) {
      print(records.next());
    }
    finish(verdict);
  }

  /// Prints one more record, for whoever follows a log that is still being written.
  public void print(Record record) {
    var before = last;
    if (before == null || !before.incident().equals(record.incident())) {
      incident(record);
    }
    if (before == null || !before.run().equals(record.run())) {
      run(record);
    } else if (!by(before).equals(by(record))) {
      line(layout.theme().quiet("  by " + shown.line(by(record))));
    }
    last = record;
    stamped(record, lines.of(record));
    open.note(record);
    if (record.type().equals("run_ended")) {
      unfinished();
    }
    out.flush();
  }

  /// Prints what is said at the end of a log.
  public void finish(String verdict) {
    unfinished();
    if (last != null) {
      line("");
      print(layout.labelled("log head", last.head().text()));
    }
    if (!verdict.isEmpty()) {
      print(layout.labelled("verified", shown.lines(verdict)));
    }
    out.flush();
  }

  private void incident(Record record) {
    line(
        layout
            .theme()
            .strong(
                shown.line("incident " + record.incident() + "  " + day(record) + "  " + zone)));
  }

  private String day(Record record) {
    return date.format(record.ts());
  }

  /// Records of one run stand together; those of none (an incident's own) under no heading.
  private void run(Record record) {
    unfinished();
    runBegan = record;
    line("");
    var run =
        record.run().map(r -> "run " + r.substring(r.lastIndexOf('/') + 1)).orElse("incident");
    line(
        layout.theme().strong(shown.line(run))
            + layout.theme().quiet(shown.line("  by " + by(record))));
  }

  private static String by(Record record) {
    return record.actor() + "@" + record.host();
  }

  private void stamped(Record record, List<String> text) {
    var stamp =
        "  " + time.format(record.ts()) + "  " + DisplayWidth.padLeft(since(record), 7) + "  ";
    var indent = " ".repeat(DisplayWidth.of(stamp));
    for (var i = 0; i < text.size(); i++) {
      line(i == 0 ? layout.theme().quiet(stamp) + text.getFirst() : indent + text.get(i));
    }
  }

  /// Since the run began, by the clock that is never set back where that can be compared.
  private String since(Record record) {
    return Optional.ofNullable(runBegan)
        .map(began ->
            began.host().equals(record.host()) && began.pid() == record.pid()
                ? java.time.Duration.ofNanos(record.mono() - began.mono())
                : java.time.Duration.between(began.ts(), record.ts()))
        .map(d -> d.isNegative() ? Elapsed.text(d) : "+" + Elapsed.text(d))
        .orElse("");
  }

  private void unfinished() {
    for (var intent : open.take()) {
      var text = lines.unfinished(intent);
      line("  " + " ".repeat(19) + text);
    }
  }

  private void print(List<String> text) {
    text.forEach(this::line);
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
