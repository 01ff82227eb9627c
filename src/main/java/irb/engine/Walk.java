package irb.engine;

import irb.runbook.Qualified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way that a run took through its runbook: the steps in their order, and how often each.
final class Walk {
  private final Map<String, Integer> visits = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private Optional<String> last = Optional.empty();

  /// Goes to `step` and says which visit of it this is, from 1.
  int to(String step) {
    path.add(step);
    last = Optional.of(step);
    return visits.merge(step, 1, Integer::sum);
  }

  /// Adds the way through the runbook that `step` ran.
  void inside(String step, List<String> inner) {
    inner.forEach(id -> path.add(Qualified.name(step, id)));
  }

  int visits(String step) {
    return visits.getOrDefault(step, 0);
  }

  /// The step that was visited last.
  Optional<String> last() {
    return last;
  }

  List<String> path() {
    return List.copyOf(path);
  }
}
