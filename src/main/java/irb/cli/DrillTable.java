package irb.cli;

import irb.drill.DrillResult;
import java.io.PrintWriter;
import java.util.List;

/// What came of all drills: a line each, and the failures below it.
record DrillTable(PrintWriter out) {
  void print(List<DrillResult> results) {
    var width = results.stream().mapToInt(r -> r.name().length()).max().orElse(1);
    out.println();
    for (var result : results) {
      out.printf(
          "%s %-" + width + "s  %-10s %5.1fs  %s%n",
          result.passed() ? "✓" : "✗",
          result.name(),
          result.outcome().map(Object::toString).orElse("not run"),
          result.took().toMillis() / 1000.0,
          String.join(" → ", result.path()));
      result.failures().forEach(f -> f.lines().forEach(l -> out.println("    " + l)));
      result.kept().ifPresent(k -> out.println("    its log is kept in " + k));
    }
    var failed = results.stream().filter(r -> !r.passed()).count();
    out.println();
    out.println(
        failed == 0
            ? results.size() + (results.size() == 1 ? " drill passed" : " drills passed")
            : failed + " of " + results.size() + " drills failed");
  }
}
