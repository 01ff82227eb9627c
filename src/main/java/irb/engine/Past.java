package irb.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the log says of one run: the fold of its records.
///
/// `last` is when its last record was written and `by` who did, e.g. `ada on ops-1 (process 4711)`.
/// A visit is found by its key, e.g. `restart#1/stop#2`: the second visit of `stop` in the runbook
/// that the first visit of `restart` ran. `lastChange` is the number of the record that announced
/// the last change, and 0 when there was none; what stands before it is settled history. `lastEnd`
/// is that of the last record that said that the run was over, not counting a suspended one. `end`
/// is how the run ended when it was left last, and empty when nothing said so. `blanks` are answers
/// for messages that were not sent yet, `undone` the keys of the visits that were taken back.
public record Past(
    String run,
    Origin origin,
    Instant last,
    String by,
    Optional<Exit> end,
    Optional<String> pending,
    long lastChange,
    long lastEnd,
    Map<String, PastVisit> visits,
    Map<String, String> blanks,
    Set<String> undone) {
  public Past {
    visits = Map.copyOf(visits);
    blanks = Map.copyOf(blanks);
    undone = Set.copyOf(undone);
  }

  /// How the run was started; `alert` are the labels of the alert it is about, each file has its
  /// text as it was then.
  public record Origin(
      Instant started,
      String playbook,
      String runbook,
      String path,
      String here,
      String environment,
      String severity,
      boolean dry,
      Map<String, Object> params,
      Map<String, String> alert,
      Map<String, String> targets,
      List<Text> files) {
    public Origin {
      params = Map.copyOf(params);
      alert = Map.copyOf(alert);
      targets = Map.copyOf(targets);
      files = List.copyOf(files);
    }
  }

  /// A file that the run follows: a runbook or its playbook, masked.
  public record Text(String file, String sha256, String text) {}

  /// Whether there is nothing left to do.
  public boolean isFinished() {
    return end.map(e ->
            e == Exit.RESOLVED || e == Exit.NO_ACTION || e == Exit.REHEARSED || e == Exit.UNDONE)
        .orElse(false);
  }

  PastVisit visit(String key) {
    return visits.getOrDefault(key, PastVisit.NONE);
  }

  /// Whether the runbook of the step visited under `key` was entered.
  boolean isEntered(String key) {
    return visits.keySet().stream().anyMatch(k -> k.startsWith(key + "/"));
  }
}
