package irb.match;

import irb.expr.Template;
import irb.runbook.ActionStep;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Library.Shelf;
import irb.runbook.Runbook;
import irb.runbook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A runbook on its shelf, as the lines that it can be found by.
public record Volume(Shelf shelf, Runbook runbook, List<Line> lines) {
  public Volume {
    lines = List.copyOf(lines);
  }

  /// `signs` are those of its severity.
  public static Volume of(Shelf shelf, Runbook runbook, List<String> signs) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(Field.NAME, shelf.runbook()));
    lines.add(new Line(Field.TITLE, runbook.title()));
    var about = runbook.about();
    about.summary().ifPresent(s -> lines.add(new Line(Field.SUMMARY, s)));
    about.symptoms().forEach(s -> lines.add(new Line(Field.SYMPTOM, s)));
    about.alerts().forEach(a -> lines.add(new Line(Field.ALERT, String.join(" ", a.values()))));
    runbook.steps().forEach(s -> step(s, lines));
    signs.forEach(s -> lines.add(new Line(Field.SEVERITY, s)));
    return new Volume(shelf, runbook, lines);
  }

  private static void step(Step step, List<Line> lines) {
    lines.add(new Line(Field.STEP, words(step.title())));
    switch (step) {
      case ActionStep _ -> {
        // what it runs is for the machine
      }
      case DecideStep decide -> {
        switch (decide.decision()) {
          case Choose(var choices, _) ->
              choices.forEach(
                  c -> c.because().ifPresent(b -> lines.add(new Line(Field.BECAUSE, words(b)))));
          case Ask(var options) ->
              options.forEach(o -> lines.add(new Line(Field.BECAUSE, words(o.label()))));
        }
      }
    }
  }

  /// The constant text of `template`.
  private static String words(Template template) {
    return template.parts().stream()
        .map(p -> p instanceof Template.Text(var text, _) ? text : "…")
        .collect(Collectors.joining());
  }
}
