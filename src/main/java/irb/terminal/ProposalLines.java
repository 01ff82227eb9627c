package irb.terminal;

import irb.engine.Proposal;
import java.util.ArrayList;
import java.util.List;

/// A change before anybody approves it, in the order in which one would ask: what and where, why,
/// what it touches, how bad it could be, whether it can be undone, and what will verify it.
final class ProposalLines {
  private final Layout layout;
  private final Shown shown;
  private final boolean verbose;

  ProposalLines(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.shown = shown;
    this.verbose = verbose;
  }

  List<String> of(Proposal proposal, boolean dry) {
    var theme = layout.theme();
    var lines = new ArrayList<String>();
    lines.add("");
    var heading = (dry ? "WOULD CHANGE  " : "CHANGE  ") + proposal.step() + ": " + proposal.title();
    layout.indented(0, shown.line(heading)).forEach(line -> lines.add(theme.strong(line)));
    // never cut: what is approved is read in full
    lines.addAll(layout.labelled(dry ? "would run" : "will run", shown.lines(proposal.text())));
    lines.addAll(layout.labelled("where", where(proposal)));
    lines.addAll(
        layout.labelled(
            "environment",
            theme.environment(shown.line(proposal.environment()), proposal.isProtected())));
    lines.addAll(
        layout.labelled(
            "effect", proposal.effect() + "; the whole runbook: " + proposal.effects()));
    lines.addAll(layout.labelled("why", why(proposal)));
    proposal.preview().ifPresent(p -> lines.addAll(preview(p)));
    if (!proposal.rehearsed().isEmpty()) {
      var said = proposal.rehearsed().stream().map(shown::line).toList();
      lines.addAll(layout.labelled("server", folded(said)));
    }
    lines.addAll(layout.labelled("risk", risk(proposal)));
    lines.addAll(layout.labelled("undo", undo(proposal.undo())));
    lines.addAll(layout.labelled("verified by", verified(proposal)));
    proposal
        .confirm()
        .ifPresent(text -> lines.addAll(layout.labelled("please", shown.lines(text))));
    lines.add("");
    return lines;
  }

  private String where(Proposal proposal) {
    return proposal.target().isEmpty()
        ? "no target"
        : shown.line(proposal.target() + ", " + proposal.where()) + count(proposal.targets());
  }

  private static String count(int targets) {
    return " (" + targets + (targets == 1 ? " target)" : " targets)");
  }

  private List<String> why(Proposal proposal) {
    var why = new ArrayList<String>();
    proposal.because().ifPresent(because -> why.addAll(shown.lines(because)));
    proposal.why().forEach(line -> why.add(shown.line(line)));
    return why.isEmpty() ? List.of("the runbook comes to it here") : why;
  }

  private List<String> preview(Proposal.Preview preview) {
    var rows = preview.rows();
    if (rows.isEmpty()) {
      var text = shown.lines(preview.text());
      return layout.labelled("preview", text.isEmpty() ? List.of("nothing") : folded(text));
    }
    var lines = layout.labelled("preview", rows.size() + (rows.size() == 1 ? " row" : " rows"));
    var indent = layout.details();
    var table = new Table(shown, layout.theme(), layout.tableWidth());
    for (var line : table.lines(rows, verbose ? rows.size() : Table.ROWS)) {
      lines.add(" ".repeat(indent) + line);
    }
    return lines;
  }

  private List<String> folded(List<String> text) {
    if (verbose || text.size() <= 2 * Table.ROWS) {
      return text;
    }
    var few = new ArrayList<>(text.subList(0, 2 * Table.ROWS));
    few.add(layout.theme().ellipsis() + " " + (text.size() - few.size()) + " more lines (-v)");
    return few;
  }

  private String risk(Proposal proposal) {
    var theme = layout.theme();
    return switch (proposal.risk()) {
      case LOW -> "low";
      case MEDIUM -> theme.warning("medium");
      case HIGH -> theme.failed("HIGH");
    };
  }

  private List<String> undo(String undo) {
    var lines = shown.lines(undo);
    if (lines.isEmpty()) {
      return List.of("the runbook says nothing about it");
    }
    if (!lines.getFirst().startsWith("none: ")) {
      return lines;
    }
    var words = new ArrayList<>(lines);
    words.set(0, "IRREVERSIBLE: " + lines.getFirst().substring("none: ".length()));
    return words;
  }

  private List<String> verified(Proposal proposal) {
    return proposal.verified().isEmpty()
        ? List.of("nothing right after it")
        : proposal.verified().stream().map(shown::line).toList();
  }
}
