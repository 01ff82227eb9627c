package irb.engine;

import irb.expr.Masker;
import irb.journal.EvidenceFolder;
import irb.journal.EvidenceFolder.Kept;
import irb.runbook.ActionStep;
import irb.runbook.Runbook;
import irb.source.Node.Scalar;
import irb.step.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the outputs that steps `save` become files; a dry run has none.
///
/// The attempts of one visit share a file, and the last that had an output stays; each further
/// visit has a file of its own.
public final class Archive {
  /// More of one output is not kept, and fails its step.
  static final long MOST = 1L << 30;

  /// Nothing is kept.
  static final Archive NONE = new Archive(Optional.empty(), new Masker(), "");

  private final Optional<EvidenceFolder> folder;
  private final Masker masker;
  private final String run;
  private final Map<String, Map<String, Kept>> kept = new LinkedHashMap<>();
  private int drafts;

  private Archive(Optional<EvidenceFolder> folder, Masker masker, String run) {
    this.folder = folder;
    this.masker = masker;
    this.run = run;
  }

  /// The files of `run`, e.g. `20261121-013045-7f3a/1`, in `folder`.
  public Archive(EvidenceFolder folder, Masker masker, String run) {
    this(Optional.of(folder), masker, run.substring(run.lastIndexOf('/') + 1));
  }

  /// What an attempt at `step` is to keep its output with; `stop` ends an output that never ends.
  Saving saving(ActionStep step, int visit, Stop stop) {
    return folder.isEmpty() || step.save().isEmpty()
        ? Saving.NOTHING
        : new Saving.Files(this, step.id() + "#" + visit, step.save().get().text(), stop, MOST);
  }

  /// What a dry run should say: the evidence that it does not save.
  static List<String> unsaved(Runbook runbook) {
    var names = new ArrayList<String>();
    for (var step : runbook.steps()) {
      if (step instanceof ActionStep act) {
        act.save().map(Scalar::text).ifPresent(names::add);
      }
    }
    return names.isEmpty()
        ? List.of()
        : List.of("a dry run saves no evidence: " + String.join(", ", names));
  }

  Masker masker() {
    return masker;
  }

  synchronized EvidenceFolder.Draft draft(String name) throws java.io.IOException {
    return folder.orElseThrow().draft(name + "." + run + "-" + ++drafts);
  }

  /// The file that `name` became in this visit, if it did.
  synchronized Optional<Kept> earlier(String visit, String name) {
    return Optional.ofNullable(kept.getOrDefault(visit, Map.of()).get(name));
  }

  synchronized void keep(String visit, String name, Kept file) {
    kept.computeIfAbsent(visit, _ -> new LinkedHashMap<>()).put(name, file);
  }

  /// All files of a visit so far.
  synchronized List<Kept> of(String visit) {
    return List.copyOf(kept.getOrDefault(visit, Map.of()).values());
  }
}
