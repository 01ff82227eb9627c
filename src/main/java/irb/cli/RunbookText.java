package irb.cli;

import irb.expr.Durations;
import irb.runbook.ActionStep;
import irb.runbook.ActionStep.Undo;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Effects;
import irb.runbook.Runbook;
import irb.step.Action;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/// A runbook for reading: what it is for, and every step with what it runs.
record RunbookText(PrintWriter out, Effects effects, List<String> preamble) {
  void print(Runbook runbook) {
    print(runbook, RunbookText::asWritten);
  }

  /// `text` gives what a step's action runs.
  void print(Runbook runbook, Function<ActionStep, String> text) {
    head(runbook);
    preamble.forEach(out::println);
    for (var step : runbook.steps()) {
      out.println();
      out.println(step.id() + "  " + step.phase() + ": " + step.title());
      step.note().ifPresent(n -> indented("note: " + n));
      switch (step) {
        case ActionStep act -> act(act, text);
        case DecideStep decide -> decide(decide);
      }
    }
    out.println();
    out.println(effects);
  }

  private void head(Runbook runbook) {
    var about = runbook.about();
    out.println(runbook.name() + " — " + runbook.title());
    about.summary().ifPresent(out::println);
    about.severity().ifPresent(s -> out.println("severity  " + s));
    about.rto().ifPresent(r -> out.println("rto       " + Durations.text(r)));
    about.reviewed().ifPresent(r -> out.println("reviewed  " + r));
    about
        .document()
        .ifPresent(
            d -> out.println("source    " + d + about.section().map(s -> ", " + s).orElse("")));
    for (var parameter : runbook.params().values()) {
      out.println(
          "param     "
              + parameter.name()
              + " ("
              + parameter.type()
              + ")"
              + parameter.standard().map(s -> " = " + String.join(", ", s)).orElse("")
              + parameter.help().map(h -> ": " + h).orElse(""));
    }
  }

  private void act(ActionStep step, Function<ActionStep, String> text) {
    indented(
        "["
            + step.action().effect().words()
            + "] "
            + step.action().type()
            + step.action().target().map(t -> " on " + t).orElse(""));
    step.action().nested().ifPresent(n -> indented("runs " + n.runbook()));
    indented(text.apply(step));
    step.preview().ifPresent(p -> indented("preview " + asWritten(p)));
    step.checks().when().ifPresent(c -> indented("when " + c.text().strip()));
    step.checks().expect().ifPresent(c -> indented("expect " + c.text().strip()));
    step.write().ifPresent(w -> indented("risk " + w.risk()));
    step.undo().ifPresent(u -> indented(undo(u)));
    step.flow().next().ifPresent(n -> indented("then " + n));
    step.onFailure().ifPresent(n -> indented("if it fails: " + n));
  }

  private void decide(DecideStep step) {
    switch (step.decision()) {
      case Choose(var choices, var otherwise) -> {
        choices.forEach(c -> indented(c.next() + " when " + c.when().text().strip()));
        indented("otherwise " + otherwise);
      }
      case Ask(var options) -> options.forEach(o -> indented(o.next() + ": " + o.label()));
    }
  }

  private void indented(String text) {
    text.lines().forEach(l -> out.println("    " + l.stripTrailing()));
  }

  private static String undo(Undo undo) {
    return switch (undo) {
      case Undo.By(var action) -> "undo    " + asWritten(action);
      case Undo.None(var why) -> "IRREVERSIBLE: " + why;
    };
  }

  private static String asWritten(ActionStep step) {
    return asWritten(step.action());
  }

  /// The words of an action one behind the other, its scripts and bodies on lines of their own.
  private static String asWritten(Action action) {
    var texts =
        action.slots().stream().map(s -> s.template().toString().strip()).distinct().toList();
    var lines = texts.stream().anyMatch(t -> t.contains("\n"));
    return String.join(lines ? "\n" : " ", texts);
  }
}
