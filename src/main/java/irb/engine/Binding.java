package irb.engine;

import irb.expr.Json;
import irb.runbook.ActionStep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Ties an approval to what was shown: the same action on the same targets in the same branch of
/// the same runbook, and no row in the preview that was not there.
final class Binding {
  private final RunState state;

  Binding(RunState state) {
    this.state = state;
  }

  /// Why an approval of what was last shown of this visit is none of `proposal`; empty when it is
  /// one, or nothing was shown yet.
  Optional<String> holds(ActionStep step, int visit, Proposal proposal) {
    return state
        .replay()
        .shown(state.key(step, visit))
        .flatMap(shown -> difference(shown, proposal));
  }

  /// Whether both have the same rows.
  boolean isSame(List<Map<String, Object>> before, List<Map<String, Object>> now) {
    var columns = now.isEmpty() ? Set.<String>of() : steady(now.getFirst());
    return before.size() == now.size() && texts(before, columns).equals(texts(now, columns));
  }

  private Optional<String> difference(PastVisit.Shown shown, Proposal proposal) {
    if (!shown.digest().equals(proposal.digest())) {
      return Optional.of(
          "what it would run, on what, the runbook or the way there is not what was shown");
    }
    var rows = proposal.preview().map(Proposal.Preview::rows).orElse(List.of());
    var known = new HashMap<Set<String>, Set<String>>();
    var unknown =
        rows.stream()
            .filter(row ->
                !known
                    .computeIfAbsent(steady(row), columns -> texts(shown.rows(), columns))
                    .contains(text(row, steady(row))))
            .count();
    return unknown == 0
        ? Optional.empty()
        : Optional.of(
            "the preview has "
                + unknown
                + (unknown == 1 ? " row that was" : " rows that were")
                + " not shown");
  }

  /// The columns without times and durations: those change by themselves.
  private static Set<String> steady(Map<String, Object> row) {
    var columns = new LinkedHashSet<String>();
    row.forEach((column, value) -> {
      if (!(value instanceof Duration) && !(value instanceof Instant)) {
        columns.add(column);
      }
    });
    return columns;
  }

  private Set<String> texts(List<Map<String, Object>> rows, Set<String> columns) {
    return rows.stream().map(row -> text(row, columns)).collect(Collectors.toSet());
  }

  private String text(Map<String, Object> row, Set<String> columns) {
    var cells = new LinkedHashMap<String, Object>();
    columns.forEach(column -> cells.put(column, row.getOrDefault(column, "")));
    return new Json(state.request().masker()).line(cells);
  }
}
