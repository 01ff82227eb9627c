package irb.terminal;

import irb.engine.Event.Rehearsed;
import java.util.ArrayList;
import java.util.List;

/// A step that a dry run does not make, as lines.
final class RehearsalLines {
  private static final int FEW = 3;

  private final Layout layout;
  private final Shown shown;
  private final boolean verbose;

  RehearsalLines(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.shown = shown;
    this.verbose = verbose;
  }

  List<String> of(Rehearsed rehearsed) {
    var theme = layout.theme();
    var lines = new ArrayList<String>();
    var titles = DisplayWidth.wrap(shown.line(rehearsed.title()), layout.width() - layout.titles());
    var phase = theme.quiet(DisplayWidth.padRight(rehearsed.phase().toString(), Layout.PHASE));
    lines.add("  " + phase + "  " + titles.getFirst());
    titles.stream().skip(1).forEach(t -> lines.add(" ".repeat(layout.titles()) + t));
    lines.addAll(layout.indented(layout.details(), shown.lines(rehearsed.detail())));
    lines.addAll(layout.indented(layout.details(), text(rehearsed)));
    return lines;
  }

  private List<String> text(Rehearsed rehearsed) {
    var text = shown.lines(rehearsed.text());
    if (verbose || text.size() <= FEW) {
      return text;
    }
    var few = new ArrayList<>(text.subList(0, FEW));
    few.add(layout.theme().ellipsis() + " " + (text.size() - FEW) + " more lines (-v)");
    return few;
  }
}
