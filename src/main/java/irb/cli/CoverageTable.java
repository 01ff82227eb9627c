package irb.cli;

import irb.drill.Coverage;
import java.io.PrintWriter;
import java.util.List;

/// What of each runbook no drill takes.
record CoverageTable(PrintWriter out) {
  void print(List<Coverage> all) {
    var width = all.stream().mapToInt(c -> name(c).length()).max().orElse(1);
    out.println();
    out.println("coverage: steps and branches that a drill takes");
    for (var coverage : all) {
      out.printf(
          "%s %-" + width + "s  %d of %d%n",
          coverage.isComplete() ? "✓" : "✗",
          name(coverage),
          coverage.taken(),
          coverage.branches());
      coverage.missed().forEach(m -> out.println("    no drill takes " + m));
      coverage
          .excused()
          .forEach((branch, why) -> out.println("    no drill can take " + branch + ": " + why));
      coverage
          .needless()
          .forEach(n -> out.println("    a drill takes " + n + ": remove it from not_drilled"));
    }
    var missed = all.stream().mapToInt(c -> c.missed().size()).sum();
    var excused = all.stream().mapToInt(c -> c.excused().size()).sum();
    var open = all.stream().filter(c -> !c.isComplete()).count();
    out.println();
    out.println(
        (open == 0
                ? "every step and branch is taken by a drill"
                : open + " of " + all.size() + " runbooks are not covered")
            + (missed == 0 ? "" : "; " + missed + " steps and branches are not taken")
            + (excused == 0 ? "" : "; " + excused + " no drill can take, with the reason"));
  }

  private static String name(Coverage coverage) {
    return coverage.playbook() + "/" + coverage.runbook();
  }
}
