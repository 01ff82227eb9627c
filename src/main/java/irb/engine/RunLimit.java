package irb.engine;

import irb.engine.EarlierRuns.Change;
import irb.engine.EarlierRuns.Made;
import irb.expr.Durations;
import irb.expr.ExpressionException;
import irb.expr.Times;
import irb.journal.JournalException;
import irb.runbook.ActionStep;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `limits: {runs: N, per: 1h}`: how many runs may make a change within a time, or ever.
final class RunLimit {
  private static final int NAMED = 5;

  private final RunState state;

  RunLimit(RunState state) {
    this.state = state;
  }

  /// Why `step` must not run again yet. Logs that cannot be read count as a reason: nobody knows
  /// what was done in them.
  Optional<String> exceeded(ActionStep step) throws ExpressionException {
    var limits = step.write().orElseThrow().limits();
    var folder = state.request().guards().state();
    if (limits.runs().isEmpty() || folder.isEmpty()) {
      return Optional.empty();
    }
    var most = state.rendering(step, Optional.empty()).number(limits.runs().get());
    var request = state.request();
    var change =
        new Change(
            request.playbook().name(),
            request.runbook().name(),
            request.environment().shown(),
            step.id());
    var since = limits.per().map(per -> state.now().minus(per));
    try {
      var made = new EarlierRuns(folder.get(), request.masker()).of(change, since, request.run());
      return made.size() < most
          ? Optional.empty()
          : Optional.of(reached(step, most, limits.per(), made));
    } catch (JournalException e) {
      return Optional.of(
          "'limits.runs' of "
              + step.id()
              + " counts the runs in earlier logs, and one of them cannot be trusted: "
              + e.getMessage());
    }
  }

  private static String reached(
      ActionStep step, long most, Optional<Duration> per, List<Made> made) {
    return "'limits.runs' of "
        + step.id()
        + " allows "
        + most
        + (most == 1 ? " run" : " runs")
        + per.map(p -> " in " + Durations.text(p)).orElse("")
        + (made.isEmpty()
            ? ""
            : (made.size() == 1 ? ", and that was " : ", and those were ") + named(made))
        + "; "
        + next(most, per, made);
  }

  /// The newest first.
  private static String named(List<Made> made) {
    var newest = made.reversed();
    var few =
        newest.stream()
            .limit(NAMED)
            .map(m ->
                m.run()
                    + " ("
                    + m.actor()
                    + ", "
                    + Times.text(m.at().truncatedTo(ChronoUnit.SECONDS))
                    + ")")
            .collect(Collectors.joining(", "));
    return few + (made.size() > NAMED ? " and " + (made.size() - NAMED) + " before" : "");
  }

  private static String next(long most, Optional<Duration> per, List<Made> made) {
    if (most == 0) {
      return "it is never allowed";
    }
    if (per.isEmpty()) {
      return "no further one is allowed, because the limit has no 'per'";
    }
    var leaves = made.get(made.size() - (int) most);
    return "the next is allowed from "
        + Times.text(leaves.at().plus(per.get()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
        + " on";
  }
}
