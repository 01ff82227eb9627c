package irb.step.manual;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Borrowed;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.PeopleAction;
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A task for a person: a text, or the name of one of the playbook's checklists and its lines.
record ManualAction(Optional<Template> text, Optional<Scalar> checklist, List<Template> lines)
    implements PeopleAction {
  ManualAction {
    lines = List.copyOf(lines);
  }

  @Override
  public List<Borrowed> borrowed() {
    return checklist.stream().map(c -> new Borrowed(Borrowed.Kind.CHECKLIST, c)).toList();
  }

  @Override
  public Action with(Borrowed borrowed, List<Template> texts) {
    return new ManualAction(text, checklist, texts);
  }

  @Override
  public String type() {
    return ManualStep.KEY;
  }

  @Override
  public List<Slot> slots() {
    return Stream.concat(text.stream(), lines.stream())
        .map(t -> new Slot(t, Context.MESSAGE))
        .toList();
  }

  @Override
  public Effect effect() {
    return Effect.PROVEN_READ;
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of("done", Shape.BOOL, "note", Shape.TEXT);
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    if (text.isPresent()) {
      return new ManualExecutor(List.of(rendering.message(text.get())));
    }
    if (lines.isEmpty()) {
      throw new ExpressionException(
          "the checklist '" + checklist.map(Scalar::text).orElse("") + "' has no lines");
    }
    var tasks = new ArrayList<String>();
    for (var line : lines) {
      tasks.add(rendering.message(line));
    }
    return new ManualExecutor(tasks);
  }
}
