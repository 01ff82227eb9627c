package irb.terminal;

import irb.engine.Event.Started;
import irb.expr.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The first lines of a run: which runbook, where, and for which incident.
final class Opening {
  private final Layout layout;
  private final Shown shown;
  private final boolean verbose;

  Opening(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.shown = shown;
    this.verbose = verbose;
  }

  List<String> of(Started started) {
    var theme = layout.theme();
    var lines = new ArrayList<String>();
    if (started.dry()) {
      lines.add(theme.warning("DRY RUN: what reads really runs, nothing is changed"));
    }
    var title = started.runbook() + " " + theme.dash() + " " + started.title();
    layout.indented(0, shown.line(title)).forEach(line -> lines.add(theme.strong(line)));
    started.severity().ifPresent(s -> lines.addAll(layout.labelled("severity", shown.line(s))));
    var environment = theme.environment(shown.line(started.environment()), started.isProtected());
    lines.addAll(layout.labelled("environment", environment));
    lines.addAll(layout.labelled("incident", shown.line(incident(started))));
    started.resumed().ifPresent(r -> lines.addAll(layout.labelled("taken up", shown.line(r))));
    if (!started.targets().isEmpty()) {
      lines.addAll(layout.labelled("targets", targets(started.targets())));
    }
    lines.addAll(layout.labelled("effects", started.effects().toString()));
    if (!started.params().isEmpty()) {
      lines.addAll(layout.labelled("parameters", params(started.params())));
    }
    if (verbose) {
      lines.addAll(layout.labelled("file", shown.line(started.file())));
    }
    lines.add("");
    return lines;
  }

  private static String incident(Started started) {
    var number = started.run().substring(started.run().lastIndexOf('/') + 1);
    return started.incident() + ", run " + number;
  }

  private List<String> targets(Map<String, String> targets) {
    var widest = targets.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    var lines = new ArrayList<String>();
    targets.forEach((name, where) ->
        lines.add(DisplayWidth.padRight(shown.line(name), widest) + "  " + shown.line(where)));
    return lines;
  }

  /// A length of time as it can be given again.
  private static Object written(Object value) {
    return value instanceof Duration duration ? Durations.text(duration) : value;
  }

  private String params(Map<String, Object> params) {
    var pairs = new ArrayList<String>();
    params.forEach((name, value) -> pairs.add(shown.line(name) + "=" + shown.line(written(value))));
    return String.join("  ", pairs);
  }
}
