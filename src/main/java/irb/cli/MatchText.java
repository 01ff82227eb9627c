package irb.cli;

import irb.expr.Durations;
import irb.expr.Visible;
import irb.match.Field;
import irb.match.Found;
import irb.match.Match;
import irb.match.Match.Reason;
import irb.terminal.Theme;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was found, for people: a line for each runbook, and below it why.
record MatchText(Invocation invocation) {
  private static final int REASONS = 3;

  void print(Found found, List<Match> best, String next) throws UsageException {
    var out = invocation.out();
    found
        .readAs()
        .forEach((word, as) ->
            invocation
                .err()
                .println("No runbook has '" + Visible.line(word) + "'; read as '" + as + "'."));
    if (best.isEmpty()) {
      invocation.err().println("No runbook matches. '" + next + "' shows what there is.");
      return;
    }
    var width = width(best, m -> m.volume().shelf().qualified());
    var severities = width(best, MatchText::severity);
    var rtos = width(best, MatchText::rto);
    var theme = new Theme(invocation.outLooks());
    for (var match : best) {
      out.println(
          theme.strong(padded(match.volume().shelf().qualified(), width))
              + padded(severity(match), severities)
              + padded(rto(match), rtos)
              + Visible.line(match.volume().runbook().title()));
      why(match);
    }
    var more = found.matches().size() - best.size();
    if (more > 0) {
      out.println("and " + more + " more that match less");
    }
    out.println();
    out.println("Next: " + next);
  }

  private void why(Match match) {
    if (!match.labels().isEmpty()) {
      reason(
          Field.ALERT.toString(),
          "the same "
              + match.labels().entrySet().stream()
                  .map(l -> Visible.line(l.getKey() + "=" + l.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    match.reasons().stream()
        .filter(r -> match.labels().isEmpty() || r.field() != Field.ALERT)
        .limit(REASONS)
        .forEach(r -> reason(r.field().toString(), text(r)));
  }

  private static String text(Reason reason) {
    var words = Visible.line(String.join(", ", reason.words()));
    return switch (reason.field()) {
      case NAME, TITLE -> words;
      case ALERT, SYMPTOM, SUMMARY, STEP, BECAUSE, SEVERITY ->
          Visible.line(reason.text().strip()) + "  (" + words + ")";
    };
  }

  private void reason(String field, String text) {
    invocation.out().println(String.format("    %-9s %s", field, text));
  }

  private static int width(List<Match> matches, Function<Match, String> column) {
    return matches.stream().mapToInt(m -> column.apply(m).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return width == 0 ? "" : text + " ".repeat(width - text.length() + 2);
  }

  private static String severity(Match match) {
    return match.volume().runbook().about().severity().orElse("");
  }

  private static String rto(Match match) {
    return match.volume().runbook().about().rto().map(Durations::text).orElse("");
  }
}
