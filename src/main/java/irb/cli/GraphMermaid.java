package irb.cli;

import irb.expr.Visible;
import java.util.List;
import java.util.stream.Collectors;

/// A runbook's graph as a Mermaid flowchart, as GitHub, GitLab and many wikis draw it.
record GraphMermaid(Drawing drawing) {
  private static final String HARMLESS = " .,!?/_-+*='…";
  private static final String COLOURS =
      """
        classDef diagnose fill:#e3f2fd,stroke:#1565c0,color:#000
        classDef decide fill:#fff8e1,stroke:#f9a825,color:#000
        classDef remediate fill:#ffebee,stroke:#c62828,color:#000,stroke-width:2px
        classDef verify fill:#e8f5e9,stroke:#2e7d32,color:#000
        classDef communicate fill:#f3e5f5,stroke:#6a1b9a,color:#000
        classDef terminal fill:#eceff1,stroke:#37474f,color:#000
      """;

  String text() {
    var text = new StringBuilder("flowchart TD\n");
    text.append("  begin((\"" + label(List.of(drawing.name())) + "\"))\n");
    for (var box : drawing.boxes()) {
      var label = "\"" + label(box.lines()) + "\"";
      text.append("  ").append(box.key());
      text.append(
          switch (box.phase()) {
            case DIAGNOSE -> "[" + label + "]";
            case DECIDE -> "{" + label + "}";
            case REMEDIATE -> "[[" + label + "]]";
            case VERIFY -> "{{" + label + "}}";
            case COMMUNICATE -> "[/" + label + "/]";
          });
      text.append('\n');
    }
    drawing
        .ends()
        .forEach((key, end) -> text.append("  " + key + "([\"" + label(List.of(end)) + "\"])\n"));
    if (!drawing.boxes().isEmpty()) {
      text.append("  begin --> ").append(drawing.boxes().getFirst().key()).append('\n');
    }
    for (var arrow : drawing.arrows()) {
      text.append("  ").append(arrow.from()).append(arrow.isFailure() ? " -.->" : " -->");
      text.append(arrow.lines().isEmpty() ? " " : "|\"" + label(arrow.lines()) + "\"| ");
      text.append(arrow.to()).append('\n');
    }
    text.append(COLOURS);
    drawing.boxes().forEach(b -> text.append("  class " + b.key() + " " + b.phase() + "\n"));
    text.append("  class begin terminal\n");
    drawing.ends().keySet().forEach(k -> text.append("  class " + k + " terminal\n"));
    return text.toString();
  }

  private static String label(List<String> lines) {
    return lines.stream().map(GraphMermaid::escaped).collect(Collectors.joining("<br/>"));
  }

  /// Every character that Mermaid, Markdown or HTML may take for their own as its number.
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    Visible.line(text)
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0) {
            escaped.appendCodePoint(c);
          } else {
            escaped.append('#').append(c).append(';');
          }
        });
    return escaped.toString();
  }
}
