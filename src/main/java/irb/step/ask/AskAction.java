package irb.step.ask;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.PeopleAction;
import irb.step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A question: its answer has a type, and may have to match a pattern or be one of the options.
///
/// `optionsFrom` is one value that is the list of options; `answer` is empty when no type is
/// written.
record AskAction(
    Optional<AnswerType> answer,
    Optional<Pattern> pattern,
    List<Template> options,
    Optional<Template> optionsFrom)
    implements PeopleAction {
  AskAction {
    options = List.copyOf(options);
  }

  @Override
  public String type() {
    return AskStep.KEY;
  }

  @Override
  public List<Slot> slots() {
    return Stream.concat(
            options.stream().map(t -> new Slot(t, Context.MESSAGE)),
            optionsFrom.stream().map(t -> new Slot(t, Context.PLAIN)))
        .toList();
  }

  @Override
  public Effect effect() {
    return Effect.PROVEN_READ;
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of("answer", answer.orElse(AnswerType.STRING).shape());
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var choices = new ArrayList<String>();
    for (var option : options) {
      choices.add(rendering.message(option));
    }
    if (optionsFrom.isPresent()) {
      choices.addAll(list(optionsFrom.get(), rendering.value(optionsFrom.get())));
    }
    return new AskExecutor(answer, pattern, choices.stream().distinct().toList());
  }

  private static List<String> list(Template from, Object value) throws ExpressionException {
    if (!(value instanceof List<?> list)) {
      throw new ExpressionException(
          from.place() + ": the options are a list, and " + from + " is none");
    }
    if (list.isEmpty()) {
      throw new ExpressionException(
          from.place() + ": there is nothing to choose from: " + from + " is empty");
    }
    var texts = new ArrayList<String>();
    for (var option : list) {
      if (option instanceof List || option instanceof Map || option instanceof Secret) {
        throw new ExpressionException(
            from.place() + ": an option is a text, and an element of " + from + " is not");
      }
      texts.add(option.toString());
    }
    return texts;
  }
}
