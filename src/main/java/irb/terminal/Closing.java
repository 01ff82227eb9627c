package irb.terminal;

import irb.engine.Event.Finished;
import irb.engine.Event.Pending;
import irb.engine.Exit;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The last lines of a run: how it ended, the head of its log, and what to type next.
final class Closing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final Layout layout;
  private final Shown shown;

  Closing(Layout layout, Shown shown) {
    this.layout = layout;
    this.shown = shown;
  }

  List<String> of(Finished finished, String head, List<String> next) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.addAll(summary(finished));
    finished.pending().ifPresent(p -> lines.addAll(waiting(p)));
    if (!head.isEmpty()) {
      lines.addAll(layout.labelled("log head", shown.line(head)));
    }
    // a command is for copying: never wrapped
    var label = "next";
    for (var command : next) {
      lines.add(
          "  " + layout.theme().quiet(DisplayWidth.padRight(label, 13)) + shown.line(command));
      label = "";
    }
    return lines;
  }

  /// What an approval would be one of, and until when what led to it counts.
  private List<String> waiting(Pending pending) {
    var lines = new ArrayList<String>();
    pending
        .digest()
        .ifPresent(d ->
            lines.addAll(
                layout.labelled(
                    "waits for",
                    "an approval of '" + shown.line(pending.step()) + "', " + d.substring(0, 12))));
    pending
        .until()
        .ifPresent(u ->
            lines.addAll(
                layout.labelled(
                    "expires", TIME.format(u) + "; later its reads and decisions are made again")));
    return lines;
  }

  private List<String> summary(Finished finished) {
    var exit = finished.exit();
    var code = exit.code() == 0 ? "" : " (exit " + exit.code() + ")";
    var why = finished.why().isEmpty() ? "" : ": " + shown.line(finished.why());
    var plain = word(exit) + code + " after " + Elapsed.text(finished.took()) + why;
    var lines = layout.indented(2, plain);
    // the colour comes last, because the line is wrapped by its words
    var first = lines.getFirst().substring(2);
    lines.set(
        0, mark(exit) + " " + coloured(exit, word(exit)) + first.substring(word(exit).length()));
    return lines;
  }

  private static String word(Exit exit) {
    return (exit == Exit.REHEARSED ? "end of the dry run" : exit.toString().replace('_', ' '))
        .toUpperCase(Locale.ROOT);
  }

  private String mark(Exit exit) {
    var theme = layout.theme();
    return switch (exit) {
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE -> theme.mark(irb.engine.Status.OK);
      case SUSPENDED, IN_DOUBT -> theme.mark(irb.engine.Status.IN_DOUBT);
      case ABORT, INTERRUPTED, TERMINATED, HUNG_UP -> theme.mark(irb.engine.Status.ABORTED);
      case USAGE, ESCALATE, ERROR, STOPPED, BUG -> theme.mark(irb.engine.Status.FAILED);
    };
  }

  private String coloured(Exit exit, String word) {
    var theme = layout.theme();
    return switch (exit) {
      case RESOLVED, NO_ACTION, REHEARSED, UNDONE -> theme.ok(word);
      case SUSPENDED, IN_DOUBT, ABORT, INTERRUPTED, TERMINATED, HUNG_UP -> theme.warning(word);
      case USAGE, ESCALATE, ERROR, STOPPED, BUG -> theme.failed(word);
    };
  }
}
