package irb.engine;

import irb.engine.Event.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the log says of one visit of one step; `seq` is the number of the last record that says how
/// it ended, 0 while none does. `captured` are the values that its undo needs.
record PastVisit(
    long seq,
    Optional<Announced> announced,
    Optional<StepResult> result,
    boolean masked,
    Optional<Decided> decision,
    Optional<Shown> shown,
    List<Approved> approvals,
    Optional<Choice> choice,
    Map<String, Object> captured) {
  static final PastVisit NONE =
      new PastVisit(
          0,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of());

  PastVisit {
    approvals = List.copyOf(approvals);
    captured = Map.copyOf(captured);
  }

  /// An intent to change something or to send a message.
  record Announced(long seq, Role role) {}

  /// A proposal as it was put before people.
  record Shown(String digest, List<Map<String, Object>> rows) {
    Shown {
      rows = List.copyOf(rows);
    }
  }

  /// Somebody's approval of what has this digest.
  record Approved(long seq, String actor, String digest) {}

  /// What somebody chose when the step had not gone well.
  record Choice(long seq, String answer) {}

  /// Whether a change or a message began of which no end is known.
  boolean isOpen() {
    return announced.isPresent() && seq < announced.get().seq();
  }

  /// Whether it was more than announced; one that was stopped before it began has no attempt.
  boolean hasBegun() {
    return announced.isPresent() && result.map(r -> r.attempts() > 0).orElse(true);
  }

  /// The approvals that nothing was done upon yet.
  List<Approved> unused() {
    var since = Math.max(seq, announced.map(Announced::seq).orElse(0L));
    return approvals.stream().filter(a -> a.seq() > since).toList();
  }

  PastVisit announced(Announced now, Map<String, Object> values) {
    return new PastVisit(
        seq, Optional.of(now), result, masked, decision, shown, approvals, choice, values);
  }

  PastVisit ended(long at, StepResult how, boolean hidden, Map<String, Object> values) {
    return new PastVisit(
        at,
        isOpen() ? announced : Optional.empty(), // an earlier one has its result already
        Optional.of(how),
        hidden,
        Optional.empty(),
        shown,
        approvals,
        Optional.empty(),
        values);
  }

  PastVisit shown(Shown now) {
    return new PastVisit(
        seq, announced, result, masked, decision, Optional.of(now), approvals, choice, captured);
  }

  PastVisit approved(Approved now) {
    var all = new ArrayList<>(approvals);
    all.add(now);
    return new PastVisit(seq, announced, result, masked, decision, shown, all, choice, captured);
  }

  PastVisit chosen(Choice now) {
    return new PastVisit(
        seq, announced, result, masked, decision, shown, approvals, Optional.of(now), captured);
  }

  static PastVisit decided(long at, Decided now) {
    return new PastVisit(
        at,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(now),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }
}
