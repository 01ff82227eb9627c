package irb.engine;

import irb.engine.Event.Decided;
import irb.runbook.ActionStep;
import irb.runbook.Phase;
import irb.step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decides what a run that is taken up again takes from its log, and what it does once more.
///
/// What led to the last change, and that change, is history and stands. Behind it, a read stands
/// while it is fresh, a decision while nothing before it was done anew, and what a person answered
/// always; a change or message is never repeated silently. What an earlier attempt found on a way
/// that was given up since stands for nothing: its records are older than those gone through.
final class Replay {
  private final Optional<Past> past;
  private boolean halting;
  private boolean over;
  private long walked;
  private boolean acted;

  private Replay(Optional<Past> past, boolean halting) {
    this.past = past;
    this.halting = halting;
  }

  /// A run that has no past.
  static Replay none() {
    return new Replay(Optional.empty(), false);
  }

  /// Goes through `past` and on from there.
  static Replay of(Past past) {
    return new Replay(Optional.of(past), false);
  }

  /// Goes through `past`, and stops where it would do something.
  static Replay halting(Past past) {
    return new Replay(Optional.of(past), true);
  }

  /// Whether the run stops where it would do something for the first time.
  boolean halts() {
    return halting;
  }

  /// From now on nothing is taken: the run goes on somewhere else.
  void leave() {
    halting = false;
    over = true;
  }

  private PastVisit visit(String key) {
    return over ? PastVisit.NONE : past.map(p -> p.visit(key)).orElse(PastVisit.NONE);
  }

  /// What came of the visit of `step` under `key`, when that still stands.
  Optional<StepResult> taken(String key, ActionStep step, Instant now) {
    var visit = visit(key);
    return visit.isOpen()
        ? Optional.empty()
        : visit.result().filter(r -> stands(visit, step, r, now));
  }

  /// What came of the visit under `key`, whether it still stands or not.
  Optional<StepResult> known(String key) {
    return visit(key).result();
  }

  private boolean stands(PastVisit visit, ActionStep step, StepResult result, Instant now) {
    if (isHistory(visit.seq())) {
      return true;
    }
    var isOver = visit.seq() < past.orElseThrow().lastEnd();
    if (step.phase() == Phase.REMEDIATE || step.action().effect() == Effect.MESSAGE) {
      return changeStands(visit, result);
    }
    if (visit.seq() < past.orElseThrow().lastChange()) {
      return false;
    }
    if (isAnswer(step)) {
      return result.isOk();
    }
    return !isOver && !visit.masked() && isSettled(result) && isFresh(step, result, now);
  }

  /// A change that began has happened, whatever came of it; one that never began is proposed again.
  private static boolean changeStands(PastVisit visit, StepResult result) {
    var began = visit.hasBegun();
    var unwanted = result.status() == Status.SKIPPED && result.reason().equals("operator");
    return began || unwanted;
  }

  private static boolean isAnswer(ActionStep step) {
    return step.action().type().equals("ask") || step.action().type().equals("manual");
  }

  private static boolean isSettled(StepResult result) {
    return switch (result.status()) {
      case OK, FAILED, ERROR, TIMED_OUT -> true;
      case SKIPPED, DECLINED, ABORTED, IN_DOUBT, NOT_RUN -> false;
    };
  }

  private static boolean isFresh(ActionStep step, StepResult result, Instant now) {
    return Duration.between(result.at(), now).compareTo(step.checks().freshFor()) <= 0;
  }

  /// The decision under `key`, when nothing that it was made on was done anew.
  Optional<Decided> decision(String key) {
    var visit = visit(key);
    return visit
        .decision()
        .filter(_ -> visit.seq() > walked)
        .filter(
            _ -> isHistory(visit.seq()) || (!acted && visit.seq() > past.orElseThrow().lastEnd()));
  }

  /// Whether that decision has been acted upon.
  boolean isHistory(String key) {
    return !over && past.isPresent() && isHistory(visit(key).seq());
  }

  /// Whether the record `seq` belongs to the way to the last change, which is still ahead.
  private boolean isHistory(long seq) {
    var change = past.orElseThrow().lastChange();
    return walked < change && seq > 0 && seq < change;
  }

  /// Whether the change under `key` began.
  boolean hasBegun(String key) {
    return visit(key).hasBegun();
  }

  /// What is under `key` was taken.
  void took(String key) {
    var visit = visit(key);
    walked = Math.max(walked, visit.seq());
    visit.announced().ifPresent(a -> walked = Math.max(walked, a.seq()));
  }

  /// Something was done anew, so that no later decision stands.
  void acted() {
    acted = true;
  }

  /// Whether anything was done anew.
  boolean hasActed() {
    return over || acted;
  }

  /// Whether a change or message under `key` began of which no end is known.
  boolean isOpen(String key) {
    return visit(key).isOpen();
  }

  /// Whether what began under `key` may or may not have taken effect, wherever the run goes on.
  boolean isInDoubt(String key) {
    return past.map(p -> p.visit(key))
        .filter(
            v -> v.isOpen() || v.result().filter(r -> r.status() == Status.IN_DOUBT).isPresent())
        .isPresent();
  }

  /// Whether the runbook of the step under `key` was entered already.
  boolean isEntered(String key) {
    return !over && past.map(p -> p.isEntered(key)).orElse(false);
  }

  /// The values that the undo of the change under `key` needs.
  Map<String, Object> captured(String key) {
    return visit(key).captured();
  }

  /// What was chosen after the step under `key`, unless it ended the run.
  Optional<String> choice(String key) {
    return visit(key)
        .choice()
        .filter(c ->
            c.seq() > past.orElseThrow().lastEnd() || c.seq() < past.orElseThrow().lastChange())
        .map(PastVisit.Choice::answer);
  }

  /// The proposal under `key` as people last saw it.
  Optional<PastVisit.Shown> shown(String key) {
    return past.map(p -> p.visit(key)).flatMap(PastVisit::shown);
  }

  /// Who approved, under `key`, what has this digest, and nothing has been done upon it yet.
  Set<String> approvers(String key, String digest) {
    var actors = new TreeSet<String>();
    for (var approved : past.map(p -> p.visit(key).unused()).orElse(List.of())) {
      if (approved.digest().equals(digest)) {
        actors.add(approved.actor());
      }
    }
    return actors;
  }

  /// What was answered for the blank `name` of a message that was not sent yet.
  Optional<String> blank(String name) {
    return over ? Optional.empty() : past.map(p -> p.blanks().get(name));
  }

  /// Whether the change under `key` was taken back.
  boolean isUndone(String key) {
    return past.map(p -> p.undone().contains(key)).orElse(false);
  }

  /// Changes of the log that nobody knows the end of and the run has not come to, by key: the
  /// runbook has changed so that it no longer leads to them.
  List<String> lost(Set<String> visited) {
    return past.stream()
        .flatMap(p -> p.visits().entrySet().stream())
        .filter(e -> e.getValue().isOpen())
        .filter(e -> e.getValue().announced().map(a -> a.role() == Role.CHANGE).orElse(false))
        .filter(e -> !visited.contains(e.getKey()) && !isUndone(e.getKey()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
