package irb.drill;

import irb.expr.Expressions;
import irb.runbook.Lending;
import irb.runbook.Library;
import irb.runbook.Loader;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.YamlReader;
import irb.step.StepType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Loads a drill with its runbook, and finds all that is wrong with it; it starts no server. A
/// runbook is read and checked once, however many drills it has.
public final class DrillLoader {
  private final Map<String, StepType> types;
  private final Expressions expressions;
  private final Path here;
  private final Loader loader;
  private final Map<Path, Loader.Loaded> runbooks = new ConcurrentHashMap<>();

  /// Files are shown relative to `here` where they lie below it.
  public DrillLoader(Map<String, StepType> types, Expressions expressions, Path here) {
    this.types = Map.copyOf(types);
    this.expressions = expressions;
    this.here = here;
    this.loader = new Loader(types, expressions, here);
  }

  public static DrillLoader of(Setting setting) {
    return new DrillLoader(setting.types(), setting.expressions(), setting.here());
  }

  /// A drill that can be run: the file is sound, and so is the runbook.
  record Ready(Drill drill, Runbook runbook, Playbook playbook) {}

  /// What is wrong with the drill in `file`, and with its runbook, which lies on `shelf`.
  List<Finding> lint(Library.Shelf shelf, Path file) {
    return lint(runbook(shelf), file);
  }

  /// What is wrong with the drill in `file`, whose runbook is `loaded`.
  public List<Finding> lint(Loader.Loaded loaded, Path file) {
    var findings = new Findings();
    load(loaded, file, findings);
    return findings.all();
  }

  /// The drill in `file` of the runbook on `shelf`; empty when either has an error.
  Optional<Ready> load(Library.Shelf shelf, Path file, Findings findings) {
    return load(runbook(shelf), file, findings);
  }

  private Loader.Loaded runbook(Library.Shelf shelf) {
    return runbooks.computeIfAbsent(shelf.file(), _ -> loader.load(shelf));
  }

  private Optional<Ready> load(Loader.Loaded loaded, Path file, Findings findings) {
    loaded.findings().stream().filter(Finding::isError).forEach(findings::add);
    var folder = file.toAbsolutePath().getParent();
    var drill =
        new YamlReader(findings)
            .read(file, loader.shown(file))
            .flatMap(n ->
                new DrillReader(types, expressions, folder == null ? here : folder, findings)
                    .read(n));
    if (drill.isEmpty() || !loaded.isSound()) {
      return Optional.empty();
    }
    var runbook = loaded.runbook().orElseThrow();
    Drills.checkName(drill.get(), file, findings);
    new DrillLint(drill.get(), runbook, loaded.playbook(), findings).check();
    return findings.hasErrors()
        ? Optional.empty()
        : Optional.of(ready(drill.get(), runbook, loaded.playbook()));
  }

  /// A drill reaches nobody, whatever the channels of the playbook are.
  private static Ready ready(Drill drill, Runbook runbook, Playbook playbook) {
    var muted = playbook.muted("a drill tells nobody");
    return new Ready(drill, new Lending(muted).lend(runbook), muted);
  }
}
