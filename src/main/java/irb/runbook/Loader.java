package irb.runbook;

import irb.expr.Expressions;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.Place;
import irb.source.Source;
import irb.source.YamlReader;
import irb.step.StepType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads a runbook with its playbook, and finds all that is wrong with either.
public final class Loader {
  private final Map<String, StepType> types;
  private final Expressions expressions;
  private final Path here;

  /// Files are shown relative to `here` where they lie below it.
  public Loader(Map<String, StepType> types, Expressions expressions, Path here) {
    this.types = types;
    this.expressions = expressions;
    this.here = here;
  }

  /// What a file holds, and what is wrong with it; without errors, the runbook can be run.
  public record Loaded(Optional<Runbook> runbook, Playbook playbook, List<Finding> findings) {
    public Loaded {
      findings = List.copyOf(findings);
    }

    public boolean isSound() {
      return runbook.isPresent() && findings.stream().noneMatch(Finding::isError);
    }
  }

  /// Reads and checks everything, the runbooks that it runs included.
  public Loaded load(Library.Shelf shelf) {
    var findings = new Findings();
    var file = shelf.playbookFile();
    var read = file.flatMap(f -> playbook(f, findings));
    var playbook =
        read.orElseGet(() -> Playbook.none(new Place(new Source("playbook.yaml", ""), 1, 1)));
    var runbook =
        new NestedReader(
                types,
                expressions,
                this::shown,
                findings,
                playbook,
                file.isEmpty() || read.isPresent())
            .read(shelf.file());
    return new Loaded(runbook, playbook, findings.all());
  }

  /// Reads without checking what it means: for lists.
  public Optional<Runbook> glance(Library.Shelf shelf) {
    return glance(shelf, new Findings());
  }

  /// The same, with what is wrong with how it is written.
  public Optional<Runbook> glance(Library.Shelf shelf, Findings findings) {
    return new YamlReader(findings)
        .read(shelf.file(), shown(shelf.file()))
        .flatMap(n -> new RunbookReader(types, findings).read(n));
  }

  /// A playbook read without checking what it means; empty when there is none that can be read.
  public Optional<Playbook> glancePlaybook(Path file) {
    var findings = new Findings();
    return new YamlReader(findings)
        .read(file, shown(file))
        .flatMap(n -> new PlaybookReader(findings).read(n));
  }

  /// The playbook in `text`, which comes from no file.
  public static Optional<Playbook> playbook(String text) {
    var findings = new Findings();
    return new YamlReader(findings)
        .read(new Source("playbook.yaml", text))
        .flatMap(n -> new PlaybookReader(findings).read(n));
  }

  /// What is wrong with the playbook in `file`.
  public List<Finding> playbook(Path file) {
    var findings = new Findings();
    playbook(file, findings);
    return findings.all();
  }

  private Optional<Playbook> playbook(Path file, Findings findings) {
    var playbook =
        new YamlReader(findings)
            .read(file, shown(file))
            .flatMap(n -> new PlaybookReader(findings).read(n));
    playbook.ifPresent(p -> new PlaybookRules(p, expressions, findings).check());
    return playbook;
  }

  /// A file as people write it: relative where that is shorter.
  public String shown(Path file) {
    var absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }
}
