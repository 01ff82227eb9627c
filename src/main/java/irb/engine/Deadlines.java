package irb.engine;

import irb.expr.Durations;
import irb.runbook.Playbook.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a run has a time: its recovery time objective, and when its severity escalates. Each is
/// told once, when it has passed; neither stops anything.
final class Deadlines {
  private final Optional<Duration> rto;
  private final Optional<Severity> severity;
  private final Set<Deadline> told = EnumSet.noneOf(Deadline.class);

  private enum Deadline {
    RTO,
    ESCALATION
  }

  Deadlines(RunRequest request) {
    var about = request.runbook().about();
    this.rto = about.rto();
    this.severity =
        about.severity().flatMap(s -> Optional.ofNullable(request.playbook().severities().get(s)));
  }

  /// What is to be said when the run has taken `elapsed`.
  List<String> passed(Duration elapsed) {
    var passed = new ArrayList<String>();
    if (isOver(Deadline.RTO, rto, elapsed)) {
      passed.add(
          "the recovery time objective of " + Durations.text(rto.orElseThrow()) + " has passed");
    }
    var after = severity.flatMap(Severity::escalateAfter);
    if (isOver(Deadline.ESCALATION, after, elapsed)) {
      passed.add(severity.orElseThrow().key() + " is escalated " + when(after.orElseThrow()));
    }
    return passed;
  }

  private static String when(Duration after) {
    return after.isZero() ? "at once" : "after " + Durations.text(after) + ", which have passed";
  }

  private boolean isOver(Deadline deadline, Optional<Duration> limit, Duration elapsed) {
    return limit.isPresent() && elapsed.compareTo(limit.get()) > 0 && told.add(deadline);
  }
}
