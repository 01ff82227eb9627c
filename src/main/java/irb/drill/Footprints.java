package irb.drill;

import irb.engine.Event;
import irb.engine.Listener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Remembers which branches of its runbook the runs of a drill have taken.
final class Footprints implements Listener {
  private final Branches branches;
  private final Set<String> taken = new LinkedHashSet<>();
  private Optional<Branches.Failure> failure = Optional.empty();

  Footprints(Branches branches) {
    this.branches = branches;
  }

  @Override
  public synchronized void on(List<Event> events) {
    for (var event : events) {
      taken.addAll(branches.taken(event));
      switch (event) {
        case Event.Entered entered -> went(entered.id());
        case Event.Ended ended -> failure = branches.failure(ended).or(() -> failure);
        case Event.Finished finished -> went(finished.exit().toString());
        default -> {
          // goes nowhere
        }
      }
    }
  }

  /// A failure has its branch only when the run goes where the branch leads: a change in doubt goes
  /// on to its verify.
  private void went(String to) {
    failure.filter(f -> f.leadsTo(to)).ifPresent(f -> taken.add(f.branch()));
    failure = Optional.empty();
  }

  synchronized Set<String> taken() {
    return Set.copyOf(taken);
  }
}
