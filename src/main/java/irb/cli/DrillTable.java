package irb.cli;

import irb.drill.DrillResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What came of all drills, by playbook: a line each, and the failures below it. `took` is the time
/// of all together.
record DrillTable(PrintWriter out) {
  void print(List<DrillResult> results, Duration took) {
    var width = results.stream().mapToInt(r -> r.name().length()).max().orElse(1);
    var several = results.stream().map(DrillResult::playbook).distinct().count() > 1;
    var playbook = "";
    out.println();
    for (var result : results) {
      if (several && !result.playbook().equals(playbook)) {
        out.println((playbook.isEmpty() ? "" : "\n") + result.playbook());
        playbook = result.playbook();
      }
      row(result, width);
    }
    var failed = results.stream().filter(r -> !r.passed()).count();
    out.println();
    out.printf(
        Locale.ROOT,
        "%s in %.1fs%n",
        failed == 0
            ? results.size() + (results.size() == 1 ? " drill passed" : " drills passed")
            : failed + " of " + results.size() + " drills failed",
        took.toMillis() / 1000.0);
  }

  private void row(DrillResult result, int width) {
    out.printf(
        Locale.ROOT,
        "%s %-" + width + "s  %-10s %5.1fs  %s%n",
        result.passed() ? "✓" : "✗",
        result.name(),
        result.outcome().map(Object::toString).orElse("not run"),
        result.took().toMillis() / 1000.0,
        String.join(" → ", result.path()));
    result.failures().forEach(f -> f.lines().forEach(l -> out.println("    " + l)));
    result.kept().ifPresent(k -> out.println("    its log is kept in " + k));
  }
}
