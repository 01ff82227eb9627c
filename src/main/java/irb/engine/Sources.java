package irb.engine;

import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The files that a run follows: its runbook, those that one runs, and the playbook.
final class Sources {
  private Sources() {}

  static List<Source> of(Runbook runbook, Playbook playbook) {
    var sources = new LinkedHashSet<Source>();
    add(runbook, sources);
    var beside = playbook.place().source();
    if (!beside.text().isEmpty()) {
      sources.add(beside);
    }
    return new ArrayList<>(sources);
  }

  private static void add(Runbook runbook, Set<Source> sources) {
    sources.add(runbook.file());
    runbook.nested().values().stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(r -> add(r, sources));
  }
}
