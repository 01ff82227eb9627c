package irb.engine;

import irb.runbook.ActionStep;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Says how long what a proposal rests on is not read again: until the first of the reads since the
/// last change is no longer fresh.
final class Ageing {
  private final RunState state;

  Ageing(RunState state) {
    this.state = state;
  }

  Optional<Instant> until() {
    return state.request().runbook().steps().stream()
        .flatMap(s -> s instanceof ActionStep act && !act.isWrite() ? Stream.of(act) : Stream.of())
        .flatMap(s ->
            state.result(s.id()).stream()
                .filter(r -> r.attempts() > 0)
                .map(r -> r.at().plus(s.checks().freshFor())))
        .filter(at -> at.isAfter(state.now()))
        .min(Comparator.naturalOrder());
  }
}
