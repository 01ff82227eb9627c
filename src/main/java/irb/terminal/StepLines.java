package irb.terminal;

import irb.engine.Event.Decided;
import irb.engine.Event.Ended;
import irb.engine.StepResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One step that ended, as lines: mark, phase, title, how it ended and how long that took; below it
/// what matters of its result.
final class StepLines {
  private static final String GAP = "  ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final Layout layout;
  private final Theme theme;
  private final Shown shown;
  private final Folding folding;
  private final boolean verbose;

  StepLines(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.theme = layout.theme();
    this.shown = shown;
    this.verbose = verbose;
    this.folding = new Folding(layout, shown, verbose);
  }

  List<String> of(Ended ended) {
    var result = ended.result();
    var folded = folding.of(result);
    var lines =
        titled(
            theme.mark(result.status()),
            ended.phase().toString(),
            ended.title(),
            result.isOk() ? "" : theme.word(result.status()),
            brief(result, folded),
            result.attempts() == 0 ? "" : Elapsed.text(result.took()));
    if (!result.why().isEmpty()) {
      lines.addAll(layout.indented(layout.details(), shown.lines(result.why())));
    }
    for (var line : folded.below()) {
      lines.add(" ".repeat(layout.details()) + line);
    }
    for (var line : SavedLines.of(result.saved(), verbose, theme.ellipsis())) {
      lines.addAll(layout.indented(layout.details(), shown.line(line)));
    }
    if (!ended.note().isEmpty()) {
      lines.addAll(layout.indented(layout.details(), shown.lines("note: " + ended.note())));
    }
    return lines;
  }

  /// A step that ended before the run was taken up again.
  List<String> taken(Ended ended) {
    var result = ended.result();
    return titled(
        theme.mark(result.status()),
        ended.phase().toString(),
        ended.title(),
        result.isOk() ? "" : theme.word(result.status()),
        theme.quiet("as logged at " + TIME.format(result.at())),
        "");
  }

  List<String> of(Decided decided) {
    var because = decided.because().isEmpty() ? decided.condition() : decided.because();
    var way = shown.line(decided.next() + ": " + because);
    var lines = titled(theme.arrow(), "decide", decided.title(), "", way, "");
    if (verbose) {
      decided
          .evidence()
          .forEach((path, value) ->
              lines.addAll(
                  layout.indented(layout.details(), shown.line(path + " = ") + shown.line(value))));
    }
    return lines;
  }

  /// What only has to be mentioned, e.g. an approval.
  List<String> mention(String word, String text) {
    return titled(theme.quiet(theme.dot()), word, text, "", "", "");
  }

  /// `word` and `brief` stand beside the title where there is room, and below it otherwise.
  private List<String> titled(
      String mark, String phase, String title, String word, String brief, String time) {
    var left = mark + " " + theme.quiet(DisplayWidth.padRight(phase, Layout.PHASE)) + GAP;
    var room = layout.width() - layout.titles() - (time.isEmpty() ? 0 : time.length() + 2);
    var whole = shown.line(title);
    var beside = joined(whole, word, brief);
    var lines = new ArrayList<String>();
    if (DisplayWidth.of(beside) <= room) {
      lines.add(left + withTime(beside, room, time));
      return lines;
    }
    var titles = DisplayWidth.wrap(whole, Math.max(10, room));
    lines.add(left + withTime(titles.getFirst(), room, time));
    titles.stream().skip(1).forEach(t -> lines.add(" ".repeat(layout.titles()) + t));
    if (!word.isEmpty() || !brief.isEmpty()) {
      lines.addAll(layout.indented(layout.details(), joined(word, brief)));
    }
    return lines;
  }

  private static String joined(String... parts) {
    return Stream.of(parts).filter(s -> !s.isEmpty()).collect(Collectors.joining(GAP));
  }

  private String withTime(String text, int room, String time) {
    return time.isEmpty()
        ? text
        : DisplayWidth.padRight(text, Math.max(0, room)) + GAP + theme.quiet(time);
  }

  private static String brief(StepResult result, Folding.Folded folded) {
    var attempts =
        result.isOk() && result.attempts() > 1 ? "after " + result.attempts() + " attempts" : "";
    return Stream.of(folded.brief(), attempts)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
