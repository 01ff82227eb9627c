package irb.step.notify;

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
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A message to a channel, e.g. `notify: {channel: incidents, template: resolution}`; `message` is
/// its text, or the subject and the text of its template.
record NotifyAction(Scalar channel, Optional<Scalar> template, List<Template> message)
    implements Action {
  NotifyAction {
    message = List.copyOf(message);
  }

  @Override
  public String type() {
    return NotifyStep.KEY;
  }

  @Override
  public Optional<Scalar> target() {
    return Optional.empty();
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of();
  }

  @Override
  public List<Slot> slots() {
    return message.stream().map(t -> new Slot(t, Context.MESSAGE)).toList();
  }

  @Override
  public Effect effect() {
    return Effect.MESSAGE;
  }

  @Override
  public boolean parallel() {
    return false;
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of("sent", Shape.BOOL, "manual", Shape.TEXT);
  }

  @Override
  public List<Borrowed> borrowed() {
    return Stream.concat(
            Stream.of(new Borrowed(Borrowed.Kind.CHANNEL, channel)),
            template.stream().map(t -> new Borrowed(Borrowed.Kind.TEMPLATE, t)))
        .toList();
  }

  @Override
  public Action with(Borrowed borrowed, List<Template> texts) {
    return borrowed.kind() == Borrowed.Kind.TEMPLATE
        ? new NotifyAction(channel, template, texts)
        : this;
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var paragraphs = new ArrayList<String>();
    for (var paragraph : message) {
      paragraphs.add(rendering.message(paragraph));
    }
    return new NotifyExecutor(
        channel.text(),
        paragraphs.isEmpty()
            ? template.map(Scalar::text).orElse("")
            : String.join("\n", paragraphs));
  }
}
