package irb.cli;

import irb.runbook.ActionStep;
import irb.runbook.ActionStep.Undo;
import irb.runbook.DecideStep;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choose;
import irb.runbook.Go;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.runbook.Runbook;
import irb.runbook.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A runbook's graph as boxes, the ends it has, and arrows between them, for whatever draws it.
record Drawing(
    String name, String title, List<Box> boxes, Map<String, String> ends, List<Arrow> arrows) {
  private static final int WIDTH = 34;

  Drawing {
    boxes = List.copyOf(boxes);
    ends = Collections.unmodifiableMap(new LinkedHashMap<>(ends));
    arrows = List.copyOf(arrows);
  }

  /// A step; `key` is a name that no language of graphs has another use for.
  record Box(String key, Phase phase, List<String> lines) {
    Box {
      lines = List.copyOf(lines);
    }
  }

  /// A way from one step to another or to an end; `isFailure` when it is taken because a step
  /// failed.
  record Arrow(String from, String to, List<String> lines, boolean isFailure) {
    Arrow {
      lines = List.copyOf(lines);
    }
  }

  static Drawing of(Runbook runbook) {
    var graph = new Graph(runbook);
    var ends = new LinkedHashMap<String, String>();
    var arrows = new ArrayList<Arrow>();
    for (var step : runbook.steps()) {
      var from = key(step.id());
      switch (step) {
        case ActionStep act ->
            graph.next(act).ifPresent(go -> arrows.add(arrow(from, go, "", ends, false)));
        case DecideStep decide -> ways(decide, from, ends, arrows);
      }
      step.onFailure().ifPresent(go -> arrows.add(arrow(from, go, "if it fails", ends, true)));
    }
    return new Drawing(
        runbook.name(),
        runbook.title(),
        runbook.steps().stream().map(Drawing::box).toList(),
        ends,
        arrows);
  }

  private static void ways(
      DecideStep step, String from, Map<String, String> ends, List<Arrow> arrows) {
    switch (step.decision()) {
      case Choose(var choices, var otherwise) -> {
        for (var choice : choices) {
          var why = choice.because().map(Object::toString).orElse(choice.when().text().strip());
          arrows.add(arrow(from, choice.next(), why, ends, false));
        }
        arrows.add(arrow(from, otherwise, "otherwise", ends, false));
      }
      case Ask(var options) ->
          options.forEach(
              o -> arrows.add(arrow(from, o.next(), o.label().toString(), ends, false)));
    }
  }

  private static Arrow arrow(
      String from, Go to, String why, Map<String, String> ends, boolean isFailure) {
    return new Arrow(from, target(to, ends), wrapped(why), isFailure);
  }

  private static String target(Go to, Map<String, String> ends) {
    return switch (to) {
      case Go.ToStep(var id, _) -> key(id);
      case Go.ToEnd end -> {
        var key = "end_" + (end.contact().isEmpty() ? "" : ends.size() + "_") + end.end();
        for (var known : ends.entrySet()) {
          if (known.getValue().equals(end.toString())) {
            key = known.getKey();
          }
        }
        ends.put(key, end.toString());
        yield key;
      }
    };
  }

  private static String key(String id) {
    return "step_" + id;
  }

  private static Box box(Step step) {
    var lines = new ArrayList<>(List.of(step.id()));
    lines.addAll(wrapped(step.title().toString()));
    if (step instanceof ActionStep act) {
      act.action().nested().ifPresent(n -> lines.add("runs " + n.runbook()));
      act.write()
          .ifPresent(w ->
              lines.add(
                  "risk "
                      + w.risk()
                      + (w.undo().orElse(null) instanceof Undo.None ? ", irreversible" : "")));
    }
    step.visits().ifPresent(v -> lines.add(v + (v == 1 ? " visit" : " visits") + " at most"));
    return new Box(key(step.id()), step.phase(), lines);
  }

  /// Broken at blanks, so that a long title does not make a wide box.
  private static List<String> wrapped(String text) {
    var lines = new ArrayList<String>();
    for (var part : text.strip().split("\\R", -1)) {
      var line = new StringBuilder();
      for (var word : part.strip().split("\\s+", -1)) {
        if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
      }
    }
    return lines;
  }
}
