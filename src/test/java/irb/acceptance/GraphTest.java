package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `irb show --graph` and `-o jsonl` of what only shows.
class GraphTest {
  private static final String NASTY =
      """
      runbook: nasty
      title: 'A "title" & \\N'
      steps:
        - id: end
          diagnose: '"a" <b> [c] {d} | `e` #f; & \\ ü 漢 😀 %% &lt;'
          http: {get: "http://127.0.0.1/"}
        - id: style
          decide: "Two\\nlines\\u202e"
          visits: 2
          choose:
            - {when: 'end.ok && end.body == "x|y]"', next: class}
            - {when: end.ok, next: {escalate: dba}, because: 'one -->|"two"| three'}
          otherwise: click
        - id: click
          remediate: Change it
          risk: high
          http: {post: "http://127.0.0.1/"}
          undo: {none: no way back}
          on_failure: {escalate: dba}
        - id: class
          verify: Is it well?
          http: {get: "http://127.0.0.1/"}
          on_failure: escalate
          next: resolved
      """;

  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void aRunbook() throws IOException {
    irb = new Irb(folder);
    irb.book("playbook: p\ntitle: P\ncontacts: {dba: {name: D}}\n").runbook("nasty", NASTY);
  }

  @Test
  void drawsMermaidThatNoTitleCanBreakOutOf() {
    var mermaid = irb.run("show", "nasty", "--graph", "mermaid").exits(0).out();

    assertThat(mermaid.lines())
        .startsWith("flowchart TD")
        .contains(
            "  step_end[\"end<br/>#34;a#34; #60;b#62; #91;c#93; #123;d#125; #124; #96;e#96; #35;f#59; #38; #92;"
                + " ü 漢<br/>#128512; #37;#37; #38;lt#59;\"]",
            "  step_style{\"style<br/>Two<br/>lines#60;U+202E#62;<br/>2 visits at most\"}",
            "  step_click[[\"click<br/>Change it<br/>risk high, irreversible\"]]",
            "  end_0_escalate([\"escalate#58; dba\"])",
            "  begin --> step_end",
            "  step_style -->|\"one --#62;#124;#34;two#34;#124; three\"| end_0_escalate",
            "  step_style -->|\"otherwise\"| step_click",
            "  step_click --> step_class",
            "  step_click -.->|\"if it fails\"| end_0_escalate",
            "  class step_click remediate");
    // an entity is the only '#', and nothing but our own line breaks is HTML
    assertThat(mermaid.replaceAll("#\\d+;|<br/>|:#[0-9a-f]{3,6}\\b|-->|-\\.->", ""))
        .doesNotContain("#", "<", ";", "`", "\\", "&");
  }

  @Test
  void drawsDotThatNoTitleCanBreakOutOf() {
    var dot = irb.run("show", "nasty", "--graph", "dot").exits(0).out();

    assertThat(dot)
        .startsWith("digraph \"nasty\" {\n")
        .endsWith("}\n")
        .contains("label=\"A \\\"title\\\" &amp; \\\\N\"]")
        .contains(
            "label=\"end\\n\\\"a\\\" <b> [c] {d} | `e` #f; &amp; \\\\ ü 漢\\n😀 %% &amp;lt;\"]")
        .contains("step_style -> step_class [label=\"end.ok &amp;&amp; end.body == \\\"x|y]\\\"\"]")
        .contains("step_click -> end_0_escalate [label=\"if it fails\", style=dashed]");
    assertThat(
            dot.lines()
                .filter(
                    l -> l.replaceAll("\\\\.", "").chars().filter(c -> c == '"').count() % 2 != 0))
        .as("lines with a quote that is never closed")
        .isEmpty();
  }

  @Test
  void drawsTextUnlessAnotherFormIsAskedFor() {
    irb.run("show", "nasty", "--graph").exits(0).says("✗ → escalate if it fails");
    irb.run("show", "nasty", "--graph", "svg").exits(2).says("text, mermaid, dot");
    irb.run("show", "nasty", "--graph", "dot", "-o", "json").exits(2).says("a graph is text");
  }

  @Test
  void showsALineForEachStep() {
    var lines = irb.run("show", "nasty", "-o", "jsonl").exits(0).jsonLines();

    assertThat(lines)
        .extracting(l -> l.at("/id").asText())
        .containsExactly("end", "style", "click", "class");
    assertThat(lines).allMatch(l -> l.at("/kind").asText().equals("step"));
    assertThat(irb.run("show", "--steps", "-o", "jsonl").exits(0).jsonLines())
        .hasSizeGreaterThan(10);
  }

  @Test
  void listsAndLintsByTheLine() throws IOException {
    irb.runbook("wrong", "runbook: wrong\ntitle: W\nsteps: []\nodd: 1\n");

    var listed = irb.run("list", "-o", "jsonl").exits(0).jsonLines();
    var linted = irb.run("-o", "jsonl", "lint").exits(2).jsonLines();

    assertThat(listed).extracting(l -> l.at("/runbook").asText()).containsExactly("nasty", "wrong");
    assertThat(linted).extracting(l -> l.at("/kind").asText()).contains("finding", "effects");
    assertThat(irb.run("log", "list", "-o", "jsonl").exits(0).jsonLines()).isEmpty();
  }
}
