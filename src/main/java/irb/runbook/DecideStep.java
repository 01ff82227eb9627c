package irb.runbook;

import irb.expr.Expression;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A step that chooses the way: by its conditions, or by asking a person.
public record DecideStep(
    String id,
    Template title,
    Decision decision,
    Optional<Template> note,
    Optional<Go> onFailure,
    Optional<Integer> visits,
    Place place)
    implements Step {

  /// How it chooses.
  public sealed interface Decision {
    /// Every way it can go.
    List<Go> ways();
  }

  /// The first choice whose condition is true, otherwise `otherwise`.
  public record Choose(List<Choice> choices, Go otherwise) implements Decision {
    public Choose {
      choices = List.copyOf(choices);
    }

    @Override
    public List<Go> ways() {
      return Stream.concat(choices.stream().map(Choice::next), Stream.of(otherwise)).toList();
    }
  }

  /// A condition, where it leads, and why.
  public record Choice(Expression when, Go next, Optional<Template> because) {}

  /// What a person picks from.
  public record Ask(List<Way> options) implements Decision {
    public Ask {
      options = List.copyOf(options);
    }

    @Override
    public List<Go> ways() {
      return options.stream().map(Way::next).toList();
    }
  }

  /// A way to go and what it is called.
  public record Way(Go next, Template label) {}

  @Override
  public Phase phase() {
    return Phase.DECIDE;
  }

  @Override
  public List<Expression> conditions() {
    return decision instanceof Choose(var choices, _)
        ? choices.stream().map(Choice::when).toList()
        : List.of();
  }

  @Override
  public List<Slot> slots() {
    var slots = new ArrayList<>(Step.super.slots());
    switch (decision) {
      case Choose(var choices, _) ->
          choices.forEach(c -> c.because().ifPresent(b -> slots.add(new Slot(b, Context.MESSAGE))));
      case Ask(var options) ->
          options.forEach(o -> slots.add(new Slot(o.label(), Context.MESSAGE)));
    }
    return slots;
  }
}
