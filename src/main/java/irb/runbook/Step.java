package irb.runbook;

import irb.expr.Expression;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A node of a runbook's graph.
public sealed interface Step permits ActionStep, DecideStep {
  String id();

  Phase phase();

  Template title();

  Optional<Template> note();

  Optional<Go> onFailure();

  /// How often it may be visited; empty when it may be for ever.
  Optional<Integer> visits();

  Place place();

  /// Every condition in it.
  List<Expression> conditions();

  /// Every template in it but its action's.
  default List<Slot> slots() {
    var slots = new ArrayList<Slot>();
    slots.add(new Slot(title(), Context.MESSAGE));
    note().ifPresent(n -> slots.add(new Slot(n, Context.MESSAGE)));
    return slots;
  }
}
