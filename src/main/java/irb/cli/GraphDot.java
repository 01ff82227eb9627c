package irb.cli;

import irb.expr.Visible;
import irb.runbook.Phase;
import java.util.List;
import java.util.stream.Collectors;

/// A runbook's graph in the language of Graphviz: `irb show NAME --graph dot | dot -Tsvg`.
record GraphDot(Drawing drawing) {
  String text() {
    var text = new StringBuilder("digraph " + quoted(List.of(drawing.name())) + " {\n");
    text.append("  graph [rankdir=TB, labelloc=t, label=");
    text.append(quoted(List.of(drawing.title()))).append("]\n");
    text.append("  node [fontname=\"sans-serif\", style=filled]\n");
    text.append("  edge [fontname=\"sans-serif\", fontsize=10]\n");
    text.append("  begin [shape=circle, label=\"\", width=0.2, fillcolor=black]\n");
    for (var box : drawing.boxes()) {
      text.append("  " + box.key() + " [" + look(box.phase()));
      text.append(", label=" + quoted(box.lines()) + "]\n");
    }
    drawing
        .ends()
        .forEach((key, end) ->
            text.append(
                "  "
                    + key
                    + " [shape=oval, peripheries=2, fillcolor=\"#eceff1\", label="
                    + quoted(List.of(end))
                    + "]\n"));
    if (!drawing.boxes().isEmpty()) {
      text.append("  begin -> " + drawing.boxes().getFirst().key() + "\n");
    }
    for (var arrow : drawing.arrows()) {
      text.append("  " + arrow.from() + " -> " + arrow.to());
      text.append(" [label=" + quoted(arrow.lines()) + (arrow.isFailure() ? ", style=dashed" : ""));
      text.append("]\n");
    }
    return text.append("}\n").toString();
  }

  private static String look(Phase phase) {
    return switch (phase) {
      case DIAGNOSE -> "shape=box, fillcolor=\"#e3f2fd\"";
      case DECIDE -> "shape=diamond, fillcolor=\"#fff8e1\"";
      case REMEDIATE -> "shape=box, penwidth=2, color=\"#c62828\", fillcolor=\"#ffebee\"";
      case VERIFY -> "shape=hexagon, fillcolor=\"#e8f5e9\"";
      case COMMUNICATE -> "shape=parallelogram, fillcolor=\"#f3e5f5\"";
    };
  }

  /// A quoted string in which nothing is an escape sequence or an HTML entity but the line breaks.
  private static String quoted(List<String> lines) {
    return lines.stream().map(GraphDot::escaped).collect(Collectors.joining("\\n", "\"", "\""));
  }

  private static String escaped(String text) {
    return Visible.line(text).replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
