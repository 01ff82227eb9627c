package irb.terminal;

import irb.expr.Visible;
import irb.source.Finding;
import java.io.PrintWriter;
import java.util.List;

/// What is wrong with files, one finding after the other and a count at the end.
public final class FindingsText {
  private final PrintWriter out;
  private final Theme theme;

  public FindingsText(PrintWriter out, Looks looks) {
    this.out = out;
    this.theme = new Theme(looks);
  }

  /// Prints nothing when nothing was found.
  public void print(List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    for (var finding : findings) {
      print(finding);
    }
    out.print(summary(findings) + "\n");
    out.flush();
  }

  private void print(Finding finding) {
    var lines = Visible.text(finding.text()).lines().toList();
    var severity = finding.isError() ? ": error: " : ": warning: ";
    var at = Visible.text(finding.place().toString()).length();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (i == 0 && line.startsWith(severity, at)) {
        line =
            line.substring(0, at)
                + ": "
                + styled(finding, severity.substring(2, severity.length() - 1))
                + line.substring(at + severity.length() - 1);
      } else if (line.strip().equals("^")) {
        line = styled(finding, line);
      }
      out.print(line + "\n");
    }
    out.print("\n");
  }

  private String styled(Finding finding, String text) {
    return finding.isError() ? theme.failed(text) : theme.warning(text);
  }

  private static String summary(List<Finding> findings) {
    var errors = findings.stream().filter(Finding::isError).count();
    var warnings = findings.size() - errors;
    var files = findings.stream().map(f -> f.place().source().name()).distinct().count();
    var counts =
        errors == 0
            ? count(warnings, "warning")
            : count(errors, "error") + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    return counts + " in " + count(files, "file");
  }

  private static String count(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
