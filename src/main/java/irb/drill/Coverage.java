package irb.drill;

import irb.runbook.Library;
import irb.runbook.Runbook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What of one runbook its drills take. `missed` are the branches that none takes; `excused` those
/// that none can take, with the reason that a drill gives (`not_drilled`); `needless` are excuses
/// for what is taken after all.
public record Coverage(
    String playbook,
    String runbook,
    int branches,
    int taken,
    List<String> missed,
    Map<String, String> excused,
    List<String> needless) {
  public Coverage {
    missed = List.copyOf(missed);
    excused = Collections.unmodifiableMap(new LinkedHashMap<>(excused));
    needless = List.copyOf(needless);
  }

  /// Everything is taken, or there is a reason why not. A runbook that cannot be read has no
  /// branches, and nothing of it is complete.
  public boolean isComplete() {
    return branches > 0 && missed.isEmpty() && needless.isEmpty();
  }

  /// What the drills of one runbook have taken together.
  static Coverage of(String playbook, String runbook, List<DrillResult> results) {
    var all = new LinkedHashSet<String>();
    Set<String> taken = new TreeSet<>();
    var excuses = new LinkedHashMap<String, String>();
    for (var result : results) {
      all.addAll(result.covered().branches());
      taken.addAll(result.covered().taken());
      excuses.putAll(result.covered().excuses());
    }
    var missed = new ArrayList<String>();
    var excused = new LinkedHashMap<String, String>();
    for (var branch : all) {
      var excuse = excuses.get(branch);
      if (!taken.contains(branch) && excuse == null) {
        missed.add(branch);
      } else if (!taken.contains(branch)) {
        excused.put(branch, excuse);
      }
    }
    var needless = excuses.keySet().stream().filter(taken::contains).toList();
    return new Coverage(playbook, runbook, all.size(), taken.size(), missed, excused, needless);
  }

  /// That of a runbook without a drill; `runbook` is empty when it cannot be read.
  public static Coverage undrilled(Library.Shelf shelf, Optional<Runbook> runbook) {
    var all = runbook.map(r -> new Branches(r).names()).orElse(List.of());
    return new Coverage(shelf.playbook(), shelf.runbook(), all.size(), 0, all, Map.of(), List.of());
  }

  /// The coverage of every runbook that `results` are of.
  public static List<Coverage> of(List<DrillResult> results) {
    var byRunbook = new LinkedHashMap<String, List<DrillResult>>();
    for (var result : results) {
      byRunbook
          .computeIfAbsent(result.playbook() + "/" + result.runbook(), _ -> new ArrayList<>())
          .add(result);
    }
    return byRunbook.values().stream()
        .map(r -> of(r.getFirst().playbook(), r.getFirst().runbook(), r))
        .toList();
  }
}
